using System.Security.Cryptography;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.Paying;

/// <summary>
/// What every <see cref="IPayingNode"/> does with keysends: run over LND's stand-in and over the sandbox network.
/// </summary>
public abstract class KeysendContract
{
    internal static readonly Msat Amount = new(21_000);

    private static readonly Msat FeeMax = new(5_000);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Sends_what_nobody_asked_for_and_proves_it()
    {
        await using var party = await Start();
        var keysend = Ask(party, await party.Taker(SandboxOutcome.Settle));

        var paid = await Send(party, keysend);

        Assert.Equal((NodePaymentState.Succeeded, keysend.Hash), (paid.State, paid.Hash));
        Assert.Equal(keysend.Hash, paid.Preimage?.Hash());
        Assert.Equal((Amount, SandboxPayingNode.FeeFor(Amount)), (paid.AmountPaid, paid.FeePaid));
        Assert.Equal(paid, await party.Node.TrackPayment(keysend.Hash, None));
    }

    [Fact]
    public async Task Does_not_send_again_what_succeeded()
    {
        await using var party = await Start();
        var keysend = Ask(party, await party.Taker(SandboxOutcome.Settle));
        await Send(party, keysend);

        Assert.IsType<SendPaymentOutcome.AlreadyKnown>(await party.Node.SendKeysend(keysend, None));
    }

    [Fact]
    public async Task Makes_another_try_where_the_last_one_failed()
    {
        await using var party = await Start();
        var keysend = Ask(party, await party.Taker(SandboxOutcome.Fail));

        var (first, second) = (await Send(party, keysend), await Send(party, keysend));

        Assert.Equal(PaymentFailure.IncorrectPaymentDetails, first.Failure);
        Assert.Equal((first.Hash, first.State), (second.Hash, second.State));
        Assert.True(second.Index > first.Index);
    }

    [Fact]
    public async Task Fails_where_nobody_has_the_key()
    {
        await using var party = await Start();
        var nobody = new NodePrivateKey([.. Enumerable.Repeat((byte)0x77, 32)]).PublicKey;

        Assert.Equal(PaymentFailure.NoRoute, (await Send(party, Ask(party, nobody))).Failure);
    }

    [Fact]
    public async Task Fails_where_the_way_costs_more_than_is_held()
    {
        await using var party = await Start();
        var keysend = Ask(party, await party.Taker(SandboxOutcome.Settle));

        Assert.Equal(PaymentFailure.NoRoute, (await Send(party, keysend with { FeeMax = Msat.Zero })).Failure);
    }

    [Fact]
    public async Task Refuses_a_request_that_comes_late_and_makes_no_try()
    {
        await using var party = await Start();
        var keysend = Ask(party, await party.Taker(SandboxOutcome.Settle));

        var outcome = await party.Node.SendKeysend(keysend with { ExpiresAt = party.Now.AddSeconds(-1) }, None);

        var refused = Assert.IsType<SendPaymentOutcome.Refused>(outcome);
        Assert.Equal(PaymentFailure.KeysendExpired, refused.Failure);
        Assert.Null(await party.Node.TrackPayment(keysend.Hash, None));
    }

    [Fact]
    public async Task Refuses_to_pay_itself()
    {
        await using var party = await Start();
        var keysend = Ask(party, party.Id);

        var refused = Assert.IsType<SendPaymentOutcome.Refused>(await party.Node.SendKeysend(keysend, None));

        Assert.Equal(PaymentFailure.SelfPayment, refused.Failure);
        Assert.Null(await party.Node.TrackPayment(keysend.Hash, None));
    }

    [Fact]
    public async Task Estimates_and_sends_nothing()
    {
        await using var party = await Start();
        var destination = await party.Taker(SandboxOutcome.Settle);
        var nobody = new NodePrivateKey([.. Enumerable.Repeat((byte)0x77, 32)]).PublicKey;

        Assert.Equal(
            new EstimateRouteOutcome.Estimated(SandboxPayingNode.FeeFor(Amount)),
            await party.Node.EstimateKeysend(destination, Amount, None));
        Assert.Equal(PaymentFailure.NoRoute, await Refusal(party, nobody));
        Assert.Equal(PaymentFailure.SelfPayment, await Refusal(party, party.Id));
    }

    /// <summary>A node and payees of the test's own.</summary>
    private protected abstract Task<PayingParty> Start();

    private static NewNodeKeysend Ask(PayingParty party, NodePublicKey destination) => new(
        destination,
        new PaymentPreimage(RandomNumberGenerator.GetBytes(32)),
        Amount,
        FeeMax,
        party.Now.AddMinutes(10),
        TimeSpan.FromSeconds(30));

    private static async Task<NodePayment> Send(PayingParty party, NewNodeKeysend keysend) =>
        Assert.IsType<SendPaymentOutcome.Started>(await party.Node.SendKeysend(keysend, None)).Payment;

    private static async Task<PaymentFailure> Refusal(PayingParty party, NodePublicKey destination) =>
        Assert.IsType<EstimateRouteOutcome.Refused>(
            await party.Node.EstimateKeysend(destination, Amount, None)).Failure;
}
