using System.Text;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.AlphaPo;

public sealed class AlphaPoSignatureTests
{
    private const string Public = "AbCdEfG123456";

    [Theory]
    [InlineData(
        Public,
        """{"currency":"BTC","foreign_id":"123456"}""",
        "03c25fcf7cd35e7d995e402cd5d51edd72d48e1471e865907967809a0c189ba5"
        + "5b90815f20e2bb10f82c7a9e9d865546fda58989c2ae9e8e2ff7bc29195fa1ec")]
    [InlineData(
        Public,
        """{"currency":"BTCLN","foreign_id":"1909242403","amount":0.0025}""",
        "bdf386d8b6d0a0a38ea88cf71788c84bc1dd828b66763976b7d97e399a517366"
        + "815a4ab9ce50c49f4c53b3ff7ed9dbbffa644d8202b5e733bc1702272cead4ff")]
    [InlineData(
        Public,
        """{"currency": "BTCLN", "foreign_id": "1909242403", "amount": 0.0025}""",
        "c97644635aff45df73ccbaa729c938f9eb0893cb283459a1114768a4bc0d0f02"
        + "66855c9ba3509037e1c6bdbe02dac304db67b31307e33745bdd96c7388a27889")]
    [InlineData(
        Public,
        "{}",
        "89ff570683bfcd9e2c8911332e07e3ff196ca50f91faef98126fb0eb76df90d7"
        + "ccddc4372a99ba67ec072fd3aac5d0b7eac44652e2b29ce36dbcf5ee50b6fa05")]
    [InlineData(
        Public,
        "[]",
        "2da807ab86f47091ca3f7f45aba4c2bd3072fff6f2ef4f88c1ebece372be14ff"
        + "9800d1e8ffca4b2733f837bcb2ee8dfb23f56c09e4dc7a0143127820bcba88a8")]
    [InlineData(
        Public,
        "null",
        "159aafc08d52f80b346100a25d8473217c2b0f18f060ff4a1ade2e33a6c7f3c7"
        + "c79867e8147b8c9b3593fdd5d426c191cd4e34aa27e0c331e11cdbb724c0c520")]
    [InlineData(
        Public,
        "",
        "0104da715ed5bb364eba7167a71316e194f5ca21629884dca6c368cfd411d2b8"
        + "404d0cccf928a76ef5b8d170eae711d9a9ef4d9c74cd23693869c96fd64c335f")]
    [InlineData(
        "s3cr3t-Key-0001",
        """{"currency":"BTCLN","foreign_id":"order-42","amount":"0.00012345"}""",
        "1a0f6af0a5f946c4e32d54ec68ea442fc4f8a335a281a81266c159be9a69fc63"
        + "a29a29333bd704fff1d280a35b062fed6485e77b329ad2b55736bca02f3266b0")]
    public void Signs_as_the_worked_examples_do(string secret, string body, string signature)
    {
        var bytes = Encoding.UTF8.GetBytes(body);

        Assert.Equal(signature, AlphaPoSignature.Sign(new SecretValue(secret), bytes));
        Assert.True(AlphaPoSignature.IsValid(new SecretValue(secret), bytes, signature));
        Assert.True(AlphaPoSignature.IsValid(new SecretValue(secret), bytes, signature.ToUpperInvariant()));
    }

    [Fact]
    public void Refuses_a_signature_with_any_one_digit_changed()
    {
        var secret = new SecretValue(Public);
        var signature = AlphaPoSignature.Sign(secret, "{}"u8);

        for (var index = 0; index < signature.Length; index++)
        {
            var digit = signature[index] == '0' ? '1' : '0';
            var changed = signature[..index] + digit + signature[(index + 1)..];
            Assert.False(AlphaPoSignature.IsValid(secret, "{}"u8, changed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("not hex")]
    public void Refuses_what_is_not_128_hex_digits(string signature) =>
        Assert.False(AlphaPoSignature.IsValid(new SecretValue(Public), "{}"u8, signature));

    [Fact]
    public void Refuses_a_good_signature_with_something_behind_it()
    {
        var secret = new SecretValue(Public);
        var signature = AlphaPoSignature.Sign(secret, "{}"u8);

        Assert.False(AlphaPoSignature.IsValid(secret, "{}"u8, signature + "00"));
        Assert.False(AlphaPoSignature.IsValid(secret, "{}"u8, signature[..^1] + "g"));
    }
}
