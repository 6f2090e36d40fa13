using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.Contracts.Paying;

/// <summary>Keysends on the sandbox network.</summary>
public sealed class SandboxKeysendTests : KeysendContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(true, NodePaymentState.Succeeded)]
    [InlineData(false, NodePaymentState.Failed)]
    public async Task One_that_is_held_ends_as_it_is_released(bool isSettled, NodePaymentState end)
    {
        await using var party = new SandboxPayingNodeTests.Party(new ManualClock(), null);
        var keysend = new NewNodeKeysend(
            await party.Taker(SandboxOutcome.Hold),
            new PaymentPreimage([.. Enumerable.Repeat((byte)5, 32)]),
            Amount,
            Msat.FromSats(5),
            party.Now.AddMinutes(10),
            TimeSpan.FromHours(1));

        var sent = party.Node.SendKeysend(keysend, None);
        var under = await party.Node.TrackPayment(keysend.Hash, None);
        Assert.Equal((NodePaymentState.InFlight, null), (under!.State, under.Preimage));
        Assert.True(party.Paying.ReleaseKeysends(isSettled));

        Assert.Equal(end, Assert.IsType<SendPaymentOutcome.Started>(await sent).Payment.State);
        Assert.False(party.Paying.ReleaseKeysends(isSettled));
    }

    private protected override Task<PayingParty> Start() =>
        Task.FromResult<PayingParty>(new SandboxPayingNodeTests.Party(new ManualClock(), null));
}
