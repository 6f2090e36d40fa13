using FsCheck.Fluent;
using Fulgurite.Money;

namespace Fulgurite.Tests.Money;

public sealed class MsatDeltaTests
{
    private const long Max = 21_000_000 * Msat.PerBtc;

    [Theory]
    [InlineData(-Max)]
    [InlineData(-Max + 1)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Max - 1)]
    [InlineData(Max)]
    public void Takes_every_change_there_can_be(long millisatoshis)
    {
        var delta = new MsatDelta(millisatoshis);
        Assert.Equal(millisatoshis, delta.Value);
        Assert.Equal(millisatoshis < 0 ? 0 : millisatoshis, delta.ToMsatOrZero().Value);
    }

    [Theory]
    [InlineData(-Max - 1)]
    [InlineData(Max + 1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Refuses_changes_that_cannot_be(long millisatoshis) =>
        Assert.Throws<OverflowException>(() => new MsatDelta(millisatoshis));

    [Fact]
    public void Refuses_to_leave_its_range()
    {
        Assert.Throws<OverflowException>(() => new MsatDelta(Max) + new Msat(1));
        Assert.Throws<OverflowException>(() => new MsatDelta(-Max) - new Msat(1));
        Assert.Throws<OverflowException>(() => new MsatDelta(-Max) + new MsatDelta(-1));
    }

    [Theory]
    [InlineData(-5, "-5")]
    [InlineData(0, "0")]
    [InlineData(Max, "2100000000000000000")]
    public void Prints_its_sign(long millisatoshis, string text) =>
        Assert.Equal(text, new MsatDelta(millisatoshis).ToString());

    [Fact]
    public void Adding_and_taking_away_an_amount_changes_nothing() =>
        Property.ForAll(
            Property.Integers(-Max, Max).Zip(Property.Integers(0, Max)),
            pair =>
            {
                var (value, amountMsat) = pair;
                var (delta, amount) = (new MsatDelta(value), new Msat(amountMsat));
                if (value > Max - amountMsat)
                {
                    Assert.Throws<OverflowException>(() => delta + amount);
                    return true;
                }

                return delta + amount - amount == delta && (delta < delta + amount || amount.IsZero);
            });
}
