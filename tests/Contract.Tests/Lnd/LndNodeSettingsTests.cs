using Fulgurite.Lnd;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Settings are checked before anything is sent, and no failure quotes them.</summary>
public sealed class LndNodeSettingsTests
{
    private static readonly string Certificate = NodeCertificate.Create().CertificatePem;

    [Theory]
    [InlineData("localhost:10009")]
    [InlineData("10.0.0.7:10009")]
    [InlineData("[::1]:10009")]
    [InlineData("node.example.com:443")]
    public void Accepts_a_host_with_a_port(string address)
    {
        using var node = new LndNode(Settings(address: address), TimeProvider.System);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData(":10009")]
    [InlineData("[::1]")]
    [InlineData("localhost:99999")]
    [InlineData("https://localhost:10009")]
    [InlineData("localhost:10009/v1")]
    [InlineData("user:secret@localhost:10009")]
    public void Refuses_an_address_that_is_not_host_and_port(string address)
    {
        var failure = Assert.Throws<ArgumentException>(
            () => new LndNode(Settings(address: address), TimeProvider.System));

        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0201036")]
    [InlineData("AgEDbG5k")]
    [InlineData("02010\r\nx: 1")]
    public void Refuses_a_macaroon_that_is_not_hex(string macaroon)
    {
        var failure = Assert.Throws<ArgumentException>(
            () => new LndNode(Settings(macaroon: macaroon), TimeProvider.System));

        Assert.DoesNotContain("AgEDbG5k", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sends_the_macaroon_in_lower_case()
    {
        Assert.Equal("0a1b", Settings(macaroon: "0A1B\n").ToChannel().MacaroonHex.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a certificate")]
    public void Refuses_what_is_no_certificate(string pem)
    {
        Assert.Throws<ArgumentException>(
            () => new LndNode(Settings() with { CertificatePem = pem }, TimeProvider.System));
    }

    private static LndNodeSettings Settings(string address = "localhost:10009", string macaroon = "0a1b") =>
        new(address, Certificate, new SecretValue(macaroon));
}
