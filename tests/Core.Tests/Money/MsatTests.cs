using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Money;

namespace Fulgurite.Tests.Money;

public sealed class MsatTests
{
    private const long Max = 21_000_000 * Msat.PerBtc;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Max - 1)]
    [InlineData(Max)]
    public void Takes_every_amount_there_can_be(long millisatoshis) =>
        Assert.Equal(millisatoshis, new Msat(millisatoshis).Value);

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(Max + 1)]
    [InlineData(long.MaxValue)]
    public void Refuses_amounts_that_cannot_be(long millisatoshis) =>
        Assert.Throws<OverflowException>(() => new Msat(millisatoshis));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1_000)]
    [InlineData((Max / 1_000) - 1, Max - 1_000)]
    [InlineData(Max / 1_000, Max)]
    public void Counts_satoshis(long satoshis, long millisatoshis) =>
        Assert.Equal(new Msat(millisatoshis), Msat.FromSats(satoshis));

    [Theory]
    [InlineData(-1)]
    [InlineData((Max / 1_000) + 1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Refuses_satoshis_that_cannot_be(long satoshis) =>
        Assert.Throws<OverflowException>(() => Msat.FromSats(satoshis));

    [Fact]
    public void Refuses_a_sum_above_the_supply_and_a_difference_below_zero()
    {
        Assert.Equal(Msat.MaxValue, new Msat(Max - 1) + new Msat(1));
        Assert.Throws<OverflowException>(() => Msat.MaxValue + new Msat(1));
        Assert.Throws<OverflowException>(() => Msat.MaxValue + Msat.MaxValue);
        Assert.Equal(Msat.Zero, Msat.MaxValue - Msat.MaxValue);
        Assert.Throws<OverflowException>(() => Msat.Zero - new Msat(1));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.00000000001", 1)]
    [InlineData("0.0025", 250_000_000)]
    [InlineData("20999999.99999999999", Max - 1)]
    [InlineData("21000000", Max)]
    public void Reads_bitcoin_exactly(string bitcoin, long millisatoshis)
    {
        Assert.True(Msat.TryFromBtc(Decimal(bitcoin), out var amount));
        Assert.Equal(new Msat(millisatoshis), amount);
    }

    [Theory]
    [InlineData("-0.00000000001")]
    [InlineData("0.000000000001")]
    [InlineData("0.000000000015")]
    [InlineData("21000000.00000000001")]
    [InlineData("79228162514264337593543950335")]
    public void Refuses_bitcoin_that_is_not_whole_millisatoshis_in_range(string bitcoin)
    {
        Assert.False(Msat.TryFromBtc(Decimal(bitcoin), out var amount));
        Assert.Equal(Msat.Zero, amount);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(999, 0, 1)]
    [InlineData(1_000, 1, 1)]
    [InlineData(1_001, 1, 2)]
    [InlineData(Max - 1, (Max / 1_000) - 1, Max / 1_000)]
    [InlineData(Max, Max / 1_000, Max / 1_000)]
    public void Rounds_to_satoshis_down_and_up(long millisatoshis, long down, long up)
    {
        var amount = new Msat(millisatoshis);
        Assert.Equal(down, amount.ToSatsRoundedDown());
        Assert.Equal(up, amount.ToSatsRoundedUp());
        Assert.Equal(Msat.FromSats(down), amount.RoundDownToSat());
        Assert.Equal(down == up, amount.IsWholeSats);
    }

    [Theory]
    [InlineData(0, "0.00000000")]
    [InlineData(999, "0.00000000")]
    [InlineData(1_000, "0.00000001")]
    [InlineData(250_000_000, "0.00250000")]
    [InlineData(Max - 1, "20999999.99999999")]
    [InlineData(Max, "21000000.00000000")]
    public void Prints_bitcoin_with_eight_decimals(long millisatoshis, string text) =>
        Assert.Equal(text, new Msat(millisatoshis).ToBtcText());

    [Fact]
    public void What_is_added_can_be_taken_away() =>
        Property.ForAll(Pairs, pair =>
        {
            var (a, b) = pair;
            if (a > Max - b)
            {
                Assert.Throws<OverflowException>(() => new Msat(a) + new Msat(b));
                return true;
            }

            var sum = new Msat(a) + new Msat(b);
            return sum - new Msat(b) == new Msat(a) && sum == new Msat(b) + new Msat(a) && sum >= new Msat(a);
        });

    [Fact]
    public void Orders_as_its_value_does() =>
        Property.ForAll(Pairs, pair =>
        {
            var (a, b) = (new Msat(pair.A), new Msat(pair.B));
            return a < b == pair.A < pair.B
                && a > b == pair.A > pair.B
                && a <= b == pair.A <= pair.B
                && a >= b == pair.A >= pair.B
                && Math.Sign(a.CompareTo(b)) == pair.A.CompareTo(pair.B)
                && a.DeltaTo(b).Value == pair.B - pair.A;
        });

    private static Gen<(long A, long B)> Pairs =>
        Property.Integers(0, Max).Zip(Property.Integers(0, Max)).Select(pair => (pair.Item1, pair.Item2));

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
