using Fulgurite.App.Checkout;

namespace Fulgurite.Pages;

/// <summary>Amounts as people type them.</summary>
public sealed class AmountEntryTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("250000", 250_000)]
    [InlineData("250,000", 250_000)]
    [InlineData(" 250 000 ", 250_000)]
    [InlineData("2100000000000000", 2_100_000_000_000_000)]
    public void Reads_sats(string text, long sats) => AssertReads(new AmountEntry(text, IsInSats: true), sats);

    [Theory]
    [InlineData("0.0025", 250_000)]
    [InlineData("0,0025", 250_000)]
    [InlineData(".0025", 250_000)]
    [InlineData("1.", 100_000_000)]
    [InlineData("0.00000001", 1)]
    [InlineData("21000000", 2_100_000_000_000_000)]
    public void Reads_bitcoin(string text, long sats) => AssertReads(new AmountEntry(text, IsInSats: false), sats);

    [Theory]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("25,00")]
    [InlineData(",250")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("٣")]
    [InlineData("2100000000000001")]
    [InlineData("99999999999999999999999999999999999")]
    public void Refuses_other_sats(string text) => AssertRefuses(new AmountEntry(text, IsInSats: true));

    [Theory]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("1,000")]
    [InlineData("0,0,1")]
    [InlineData("0.0.1")]
    [InlineData("+1")]
    [InlineData("0.000000001")]
    [InlineData("21000000.00000001")]
    [InlineData("99999999999999999999999999999999999")]
    public void Refuses_other_bitcoin(string text) => AssertRefuses(new AmountEntry(text, IsInSats: false));

    private static void AssertReads(AmountEntry entry, long sats)
    {
        Assert.Null(entry.Read(out var amount));
        Assert.Equal(sats, amount.ToSatsRoundedDown());
        Assert.True(amount.IsWholeSats);
    }

    private static void AssertRefuses(AmountEntry entry)
    {
        Assert.NotNull(entry.Read(out var amount));
        Assert.True(amount.IsZero);
    }
}
