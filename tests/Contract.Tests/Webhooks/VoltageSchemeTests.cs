using Fulgurite.App;
using Fulgurite.App.Apis.Voltage.Webhooks;
using Fulgurite.Callbacks;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Webhooks;

public sealed class VoltageSchemeTests
{
    // Made with: printf '%s' '{"a":1}.1700000000' | openssl dgst -sha256 -hmac vltg_0123456789abcdefghijABCDEFGHIJ01
    private const string Signed = "NhcJhoRhwYh5ucmJubkycqsPtE+DH4UZB+A0JPGasRA=";
    private static readonly SecretValue Secret = new("vltg_0123456789abcdefghijABCDEFGHIJ01");

    [Fact]
    public void Signs_the_body_a_full_stop_and_the_time_under_the_whole_secret() =>
        Assert.Equal(Signed, VoltageScheme.Signature(Secret, "{\"a\":1}"u8, "1700000000"));

    [Fact]
    public void Sends_the_headers_of_the_contract()
    {
        var headers = Sent.Headers(VoltageScheme.Of(_ => null), new SigningKeys(null, Secret));
        Assert.Equal(
            ["x-voltage-webhook-id", "x-voltage-event", "x-voltage-timestamp", "x-voltage-signature"],
            headers.Select(header => header.Name));
        Assert.Equal(
            [Sent.WebhookId, "receive.completed", "1700000000", Signed], headers.Select(header => header.Value));
    }

    [Fact]
    public void After_a_rotation_the_secret_before_signs_in_a_header_of_its_own()
    {
        var keys = new SigningKeys(null, new SecretValue("vltg_new"), Secret);
        var previous = Sent.Headers(VoltageScheme.Of(_ => null), keys)[^1];
        Assert.Equal(new CallbackHeader("x-voltage-signature-previous", Signed), previous);
    }

    [Fact]
    public void Invents_secrets_of_the_contracts_form() => Assert.Matches(
        "^vltg_[A-Za-z0-9]{32}$", VoltageScheme.Of(_ => null).NewSecret!(new SystemRandomness()).Reveal());

    [Fact]
    public void Retries_for_more_than_three_days() => Assert.True(
        VoltageScheme.Of(_ => null).RetryDelays.Aggregate((sum, wait) => sum + wait) > TimeSpan.FromDays(3));

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void Takes_every_2xx_for_an_acknowledgement(int status, bool isTaken) =>
        Assert.Equal(isTaken, VoltageScheme.Of(_ => null).IsAcknowledged(status));

    [Fact]
    public void Writes_the_body_of_the_contract() => Assert.Equal(
        """{"type":"receive","detail":{"event":"completed","data":{"memo":"é<&>"}}}""",
        Sent.Text(VoltageScheme.Of(_ => Sent.Payment)));
}
