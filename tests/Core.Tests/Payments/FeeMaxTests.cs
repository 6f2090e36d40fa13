using Fulgurite.Money;
using Fulgurite.Payments;

namespace Fulgurite.Tests.Payments;

public sealed class FeeMaxTests
{
    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(1, 1_000)]
    [InlineData(100_099, 1_000)]
    [InlineData(100_100, 1_001)]
    [InlineData(100_199, 1_001)]
    [InlineData(2_100_000_000_000_000_000, 21_000_000_000_000_000)]
    public void Is_a_hundredth_rounded_down_and_at_least_a_satoshi(long amountMsat, long feeMaxMsat) =>
        Assert.Equal(new Msat(feeMaxMsat), NewPayment.FeeMaxFor(new Msat(amountMsat)));
}
