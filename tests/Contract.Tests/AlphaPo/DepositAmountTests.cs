using Fulgurite.App.Apis.AlphaPo;

namespace Fulgurite.Contracts.AlphaPo;

public sealed class DepositAmountTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("0.0", 0)]
    [InlineData("0e400", 0)]
    [InlineData("0.0025", 250_000)]
    [InlineData("2.5e-3", 250_000)]
    [InlineData("25E-4", 250_000)]
    [InlineData("25e-0004", 250_000)]
    [InlineData("0.00000000025e+7", 250_000)]
    [InlineData("0.00250000000000000000", 250_000)]
    [InlineData("0.00000001", 1)]
    [InlineData("1e-8", 1)]
    [InlineData("0.00012345", 12_345)]
    [InlineData("0.045", 4_500_000)]
    [InlineData("1", 100_000_000)]
    [InlineData("1.1e1", 1_100_000_000)]
    [InlineData("21000000", 2_100_000_000_000_000)]
    [InlineData("999999999.99999999", 99_999_999_999_999_999)]
    public void Reads_every_notation_exactly(string text, long sats)
    {
        Assert.True(DepositAmount.TryParse(text, out var amount));
        Assert.Equal(new DepositAmount(false, sats, HasFraction: false), amount);
    }

    [Theory]
    [InlineData("0.0025000000000000000001", 250_000)]
    [InlineData("0.000000019", 1)]
    [InlineData("1e-9", 0)]
    [InlineData("1e-400", 0)]
    [InlineData("1e-99999999999999999999", 0)]
    public void Cuts_to_whole_satoshis_and_says_so(string text, long sats)
    {
        Assert.True(DepositAmount.TryParse(text, out var amount));
        Assert.Equal(new DepositAmount(false, sats, HasFraction: true), amount);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1000000000")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void Stops_counting_far_above_every_limit(string text)
    {
        Assert.True(DepositAmount.TryParse(text, out var amount));
        Assert.Equal(DepositAmount.SatsMax, amount.Sats);
    }

    [Fact]
    public void Reads_as_many_digits_as_a_body_can_hold()
    {
        var zeros = new string('0', 60_000);

        Assert.True(DepositAmount.TryParse($"0.{zeros}25e59998", out var small));
        Assert.True(DepositAmount.TryParse($"25{zeros}e-60004", out var large));
        Assert.Equal(new DepositAmount(false, 250_000, HasFraction: false), small);
        Assert.Equal(new DepositAmount(false, 250_000, HasFraction: false), large);
    }

    [Fact]
    public void Keeps_the_sign()
    {
        Assert.True(DepositAmount.TryParse("-0.0025", out var amount));
        Assert.Equal(new DepositAmount(true, 250_000, HasFraction: false), amount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(" 0.0025 ")]
    [InlineData("0,0025")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("00.5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData("Infinity")]
    [InlineData("NaN")]
    [InlineData("1_000")]
    [InlineData("٠.٠٠٢٥")]
    [InlineData("0.0025 BTC")]
    [InlineData("0.0025\n")]
    public void Refuses_what_is_not_a_JSON_number(string text) =>
        Assert.False(DepositAmount.TryParse(text, out _));
}
