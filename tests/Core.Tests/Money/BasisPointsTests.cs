using System.Numerics;
using FsCheck.Fluent;
using Fulgurite.Money;

namespace Fulgurite.Tests.Money;

public sealed class BasisPointsTests
{
    private const long Max = 21_000_000 * Msat.PerBtc;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9_999)]
    [InlineData(10_000)]
    public void Takes_rates_from_nothing_to_all(int value) => Assert.Equal(value, new BasisPoints(value).Value);

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Refuses_rates_below_nothing_and_above_all(int value) =>
        Assert.Throws<OverflowException>(() => new BasisPoints(value));

    [Theory]
    [InlineData(80, 0, 0)]
    [InlineData(80, 124_999_999, 999_000)]
    [InlineData(80, 125_000_000, 1_000_000)]
    [InlineData(1, 9_999_999, 0)]
    [InlineData(1, 10_000_000, 1_000)]
    [InlineData(0, Max, 0)]
    [InlineData(10_000, 1_999, 1_000)]
    [InlineData(10_000, Max, Max)]
    [InlineData(9_999, Max, 2_099_790_000_000_000_000)]
    public void Takes_a_fee_in_whole_satoshis_rounded_down(int rate, long amountMsat, long feeMsat) =>
        Assert.Equal(new Msat(feeMsat), new BasisPoints(rate).FeeRoundedDownToSat(new Msat(amountMsat)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.0001")]
    [InlineData(80, "0.008")]
    [InlineData(10_000, "1")]
    public void Prints_a_fraction(int rate, string text) =>
        Assert.Equal(text, new BasisPoints(rate).ToFractionText());

    [Fact]
    public void A_fee_is_the_exact_one_short_of_less_than_a_satoshi() =>
        Property.ForAll(
            Property.Integers(0, Max).Zip(Property.Integers(0, 10_000)),
            pair =>
            {
                var (amountMsat, rate) = pair;
                var fee = new BasisPoints((int)rate).FeeRoundedDownToSat(new Msat(amountMsat));
                var exactTimesWhole = (BigInteger)amountMsat * rate;
                var shortTimesWhole = exactTimesWhole - ((BigInteger)fee.Value * BasisPoints.PerWhole);
                return fee.IsWholeSats
                    && shortTimesWhole >= 0
                    && shortTimesWhole < (BigInteger)Msat.PerSat * BasisPoints.PerWhole;
            });
}
