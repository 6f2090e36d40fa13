using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Wallets;

public sealed class CreditUseTests
{
    // Limit, available before and after, and the mark that is passed.
    [Theory]
    [InlineData(1_000, 0, -799, null)]
    [InlineData(1_000, 0, -800, 80)]
    [InlineData(1_000, -799, -800, 80)]
    [InlineData(1_000, -800, -801, null)]
    [InlineData(1_000, -800, -949, null)]
    [InlineData(1_000, -800, -950, 95)]
    [InlineData(1_000, -949, -950, 95)]
    [InlineData(1_000, -950, -1_000, null)]
    [InlineData(1_000, 5_000, -1_000, 95)]
    [InlineData(1_000, -1_000, -500, null)]
    [InlineData(1_000, -950, -800, null)]
    [InlineData(1, 0, -1, 95)]
    [InlineData(3, 0, -2, null)]
    [InlineData(0, 1_000, 0, null)]
    [InlineData(2_100_000_000_000_000_000, 0, -1_679_999_999_999_999_999, null)]
    [InlineData(2_100_000_000_000_000_000, 0, -1_680_000_000_000_000_000, 80)]
    [InlineData(2_100_000_000_000_000_000, 0, -2_100_000_000_000_000_000, 95)]
    public void A_mark_is_passed_by_the_movement_that_reaches_it(
        long limit, long before, long after, int? passed) =>
        Assert.Equal(passed, CreditUse.Passed(new Msat(limit), new MsatDelta(before), new MsatDelta(after)));

    [Fact]
    public void A_mark_is_passed_again_once_less_was_used()
    {
        var limit = new Msat(100);
        Assert.Equal(80, CreditUse.Passed(limit, new MsatDelta(-79), new MsatDelta(-90)));
        Assert.Null(CreditUse.Passed(limit, new MsatDelta(-90), new MsatDelta(-10)));
        Assert.Equal(80, CreditUse.Passed(limit, new MsatDelta(-10), new MsatDelta(-90)));
    }
}
