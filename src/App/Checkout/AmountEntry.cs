using System.Globalization;
using Fulgurite.Money;

namespace Fulgurite.App.Checkout;

/// <summary>
/// An amount as somebody typed it, with the unit they chose. Kept as typed, so that a mistake can be mended.
/// </summary>
/// <param name="Text">The text in the field.</param>
/// <param name="IsInSats">True for satoshis, false for bitcoin.</param>
internal sealed record AmountEntry(string Text, bool IsInSats)
{
    private const int SatDecimals = 8;

    // Digits of 21 million BTC in sats, and of the same in BTC with the point and eight decimals.
    private const int TextLengthMax = 17;

    /// <summary>
    /// Reads the amount. Spaces are ignored. In bitcoin a comma stands for the point only after a lone zero, as in
    /// <c>0,0025</c>: keyboards of many countries offer no point, and nothing else can be meant. In satoshis commas may
    /// separate groups of three.
    /// </summary>
    /// <returns>Null when it was read, else what to tell the person.</returns>
    public string? Read(out Msat amount)
    {
        amount = Msat.Zero;
        var text = string.Concat(Text.Where(character => !char.IsWhiteSpace(character)));
        if (text.Length == 0)
        {
            return "Enter an amount.";
        }

        return IsInSats ? ReadSats(text, out amount) : ReadBitcoin(text, out amount);
    }

    private static string? ReadSats(string text, out Msat amount)
    {
        amount = Msat.Zero;
        var digits = IsGrouped(text) ? text.Replace(",", string.Empty, StringComparison.Ordinal) : text;
        if (!digits.All(char.IsAsciiDigit))
        {
            return "Enter a whole number of sats, such as 250000.";
        }

        if (digits.Length > TextLengthMax || !Msat.TryFromBtc(ParseDecimal(digits) / 100_000_000m, out amount))
        {
            return "That is more bitcoin than exists.";
        }

        return null;
    }

    private static string? ReadBitcoin(string text, out Msat amount)
    {
        amount = Msat.Zero;
        var normal = text.StartsWith("0,", StringComparison.Ordinal) ? "0." + text[2..] : text;
        var parts = normal.Split('.');
        var isNumber = parts.Length <= 2 && parts.All(part => part.All(char.IsAsciiDigit)) && normal != ".";
        if (!isNumber)
        {
            return "Enter a number with a point, such as 0.0025.";
        }

        if (parts.Length == 2 && parts[1].Length > SatDecimals)
        {
            return "Bitcoin has at most 8 decimals.";
        }

        if (parts[0].Length > SatDecimals || !Msat.TryFromBtc(ParseDecimal(normal), out amount))
        {
            return "That is more bitcoin than exists.";
        }

        return null;
    }

    private static bool IsGrouped(string text)
    {
        var groups = text.Split(',');
        return groups.Length > 1 && groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3);
    }

    private static decimal ParseDecimal(string text) =>
        decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
