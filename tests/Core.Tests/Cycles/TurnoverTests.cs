using Fulgurite.Cycles;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;

namespace Fulgurite.Tests.Cycles;

public sealed class TurnoverTests
{
    private static readonly Msat Hundred = new(100_000);

    private static readonly Msat Fee = new(800);

    [Fact]
    public void What_arrives_counts_whole_and_its_fee_apart()
    {
        var received = new Turnover(default, new Flow(1, Hundred, Fee));
        Assert.Equal(received, Of(ReceiveInvoice.Transfers(Hundred, Fee)));
        Assert.Equal(received, Of(ReceiveOnChain.Transfers(Hundred, Fee)));
        Assert.Equal(received, Of(CreditInternal.Transfers(Hundred, Fee)));
    }

    [Fact]
    public void What_is_sent_counts_as_the_payee_got_it()
    {
        var sent = new Turnover(new Flow(1, Hundred, Msat.Zero), default);
        var held = new Msat(150_000);
        Assert.Equal(sent, Of(CaptureSend.Transfers(held, Hundred, new Msat(1_234))));
        Assert.Equal(sent, Of(CaptureOnChain.Transfers(held, Hundred, new Msat(1_234))));
        Assert.Equal(sent, Of(CaptureInternal.Transfers(held, Hundred)));
    }

    [Fact]
    public void Holds_and_what_is_not_attributed_count_as_nothing()
    {
        Assert.Equal(default, Of(HoldSend.Transfers(Hundred, Fee)));
        Assert.Equal(default, Of(ReleaseSend.Transfers(Hundred)));
        Assert.Equal(default, Of(ReceiveUnattributed.Transfers(Hundred)));
        Assert.Equal(
            new Turnover(default, new Flow(1, Hundred, Msat.Zero)),
            Of([new Transfer(Account.Suspense, Account.Available, Hundred)]));
    }

    [Fact]
    public void A_later_state_less_an_earlier_one_is_what_came_between()
    {
        var before = Of(ReceiveInvoice.Transfers(Hundred, Fee));
        var after = before.After(CaptureInternal.Transfers(Hundred, Hundred));
        Assert.Equal(new Turnover(new Flow(1, Hundred, Msat.Zero), default), after - before);
        Assert.Equal(default, after - after);
    }

    private static Turnover Of(IReadOnlyList<Transfer> transfers) => default(Turnover).After(transfers);
}
