using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

public sealed class NodePrivateKeyTests
{
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001",
        "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
        "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")]
    [InlineData("e126f68f7eafcc8b74f54d269fe206be715000f94dac067d1c04a8ca3b2db734",
        "03e7156ae33b0a208d0744199163177e909e80176e55d97a2f221ede0f934dd9ad")]
    public void Has_the_public_key(string key, string publicKey) =>
        Assert.Equal(publicKey, new NodePrivateKey(Convert.FromHexString(key)).PublicKey.Hex);

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000001")]
    public void Refuses_what_is_not_a_key(string key) =>
        Assert.Throws<ArgumentException>(() => new NodePrivateKey(Convert.FromHexString(key)));

    [Fact]
    public void Refuses_to_sign_anything_but_32_bytes() =>
        Assert.Throws<ArgumentException>(() => Bolt11Examples.Key.SignRecoverable(new byte[31]));

    [Fact]
    public void Never_prints_the_key() => Assert.DoesNotContain("e126f6", Bolt11Examples.Key.ToString());
}
