using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;

namespace Fulgurite.Tests.Ledger;

public sealed class ProcessingFeeMovementsTests
{
    private const string Captures = """
        held | paid | fee | processing | rest of the transfers
        -----|------|-----|------------|------------------------------------------------
        10   | 10   | 0   | 0          |
        11   | 10   | 0   | 1          | ;held>processing-fees:1
        14   | 10   | 1   | 1          | ;held>network-fees:1;held>processing-fees:1;held>available:2
        13   | 10   | 0   | 1          | ;held>processing-fees:1;held>available:2
        12   | 10   | 1   | 1          | ;held>network-fees:1;held>processing-fees:1
        """;

    [Fact]
    public void A_send_pays_payee_network_and_operator_and_frees_the_rest() =>
        Assert.All(TextTable.Parse(Captures), line =>
        {
            Msat Of(string column) => new(long.Parse(line[column]));
            var rest = line["rest of the transfers"];
            var lightning = CaptureSend.Transfers(Of("held"), Of("paid"), Of("fee"), Of("processing"));
            var onChain = CaptureOnChain.Transfers(Of("held"), Of("paid"), Of("fee"), Of("processing"));
            Assert.Equal($"held>lightning-out:10{rest}", string.Join(';', lightning));
            Assert.Equal($"held>onchain-out:10{rest}", string.Join(';', onChain));
            if (Of("fee").IsZero)
            {
                var within = CaptureInternal.Transfers(Of("held"), Of("paid"), Of("processing"));
                Assert.Equal($"held>internal:10{rest}", string.Join(';', within));
            }
        });

    [Fact]
    public void More_than_was_held_is_never_taken()
    {
        var (held, paid, one) = (new Msat(11), new Msat(10), new Msat(1));
        Assert.Throws<InvariantBrokenException>(() => CaptureSend.Transfers(held, paid, one, one));
        Assert.Throws<InvariantBrokenException>(() => CaptureOnChain.Transfers(held, paid, one, one));
        Assert.Throws<InvariantBrokenException>(() => CaptureInternal.Transfers(held, paid, one + one));
    }

    [Fact]
    public void All_that_a_send_may_cost_is_held()
    {
        var held = new Transfer(Account.Available, Account.Held, new Msat(13));
        Assert.Equal([held], HoldSend.Transfers(new Msat(10), new Msat(2), new Msat(1)));
        Assert.Equal([held], HoldOnChain.Transfers(new Msat(10), new Msat(2), new Msat(1)));
    }

    [Theory]
    [InlineData(0, 10_000, 0)]
    [InlineData(1, 9_999, 0)]
    [InlineData(1, 10_000, 1)]
    [InlineData(303, 33, 0)]
    [InlineData(304, 33, 1)]
    [InlineData(20_000_001, 33, 66_000)]
    [InlineData(2_100_000_000_000_000_000, 10_000, 2_100_000_000_000_000_000)]
    public void The_fee_is_rounded_down_to_the_millisatoshi(long paid, int rate, long fee) =>
        Assert.Equal(new Msat(fee), ProcessingFee.On(new Msat(paid), new BasisPoints(rate)).Amount);
}
