using Fulgurite.App;
using Fulgurite.Contracts.Lnd;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Money;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Deployment;

/// <summary>The second macaroon, with which a deployment may send.</summary>
public sealed class PaymentsMacaroonTests
{
    private static readonly LndNodeSettings Settings = new(
        "127.0.0.1:10009", NodeCertificate.Create().CertificatePem, new SecretValue("ab"));

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Without_it_every_call_is_refused_with_one_line_that_says_so()
    {
        var paying = Composition.DeployedPayingNode(Settings, null, TimeProvider.System);

        var refusals = new[]
        {
            await Assert.ThrowsAsync<NodeRefusedException>(
                () => paying.SendPayment(new("lnbc1", null, Msat.Zero, TimeSpan.FromSeconds(1)), None)),
            await Assert.ThrowsAsync<NodeRefusedException>(() => paying.TrackPayment(default, None)),
            await Assert.ThrowsAsync<NodeRefusedException>(
                async () => await paying.SubscribeFinalPayments(None).FirstAsync()),
        };

        Assert.All(refusals, refusal => Assert.StartsWith("Paying is not configured: ", refusal.Message));
        Assert.All(refusals, refusal => Assert.DoesNotContain('\n', refusal.Message));
    }

    [Fact]
    public void With_it_the_node_pays()
    {
        var paying = Composition.DeployedPayingNode(Settings, new SecretValue("CD"), TimeProvider.System);

        using var node = Assert.IsType<LndPayingNode>(paying);
    }

    [Fact]
    public void What_is_no_macaroon_is_told_without_its_text()
    {
        var failure = Assert.Throws<SecretsUnavailableException>(
            () => Composition.DeployedPayingNode(Settings, new SecretValue("xyz"), TimeProvider.System));

        Assert.Equal(
            "The secret fulgurite-lnd-payments-macaroon is malformed: it is a macaroon in hex digits.",
            failure.Message);
    }
}
