using Fulgurite.App;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Deployment;

public sealed class MasterKeyTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void Takes_32_to_64_bytes(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(number => (byte)number).ToArray();

        Assert.Equal(bytes, Composition.MasterKeyOf(new SecretValue(Convert.ToBase64String(bytes))));
    }

    // The operator's to mend: callers are answered 503 until then, and the message holds nothing of the key.
    [Theory]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==")]
    [InlineData("not base64")]
    public void A_key_that_is_too_short_or_not_base64_is_told_without_its_text(string text)
    {
        var failure = Assert.Throws<SecretsUnavailableException>(
            () => Composition.MasterKeyOf(new SecretValue(text)));

        Assert.Equal(
            "The secret fulgurite-master-key is malformed: it is base64 of 32 to 64 bytes.", failure.Message);
    }
}
