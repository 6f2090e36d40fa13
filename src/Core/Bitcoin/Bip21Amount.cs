using System.Globalization;
using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>
/// The amounts of BIP 21: a decimal number of bitcoin with a period, and neither commas, signs nor exponents.
/// </summary>
internal static class Bip21Amount
{
    // 21,000,000.00000000 and some zeros that say nothing.
    private const int CharactersMax = 40;
    private const int SatsDecimals = 8;

    /// <summary>
    /// Reads an amount exactly; false where it is none, is finer than a satoshi, or more than 21 million bitcoin. Zero
    /// is read as zero.
    /// </summary>
    public static bool TryRead(string text, out Msat amount)
    {
        amount = Msat.Zero;
        var (whole, fraction) = Bip21Uri.Split(text, '.');
        if (text.Length > CharactersMax || whole.Length + fraction.Length == 0)
        {
            return false;
        }

        if (!(whole + fraction).All(char.IsAsciiDigit) || fraction.TrimEnd('0').Length > SatsDecimals)
        {
            return false;
        }

        return decimal.TryParse(
                $"0{whole}.{fraction.TrimEnd('0')}0",
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var bitcoin)
            && Msat.TryFromBtc(bitcoin, out amount);
    }

    /// <summary>The amount with as many decimals as it needs, such as <c>0.001</c>.</summary>
    public static string ToText(Msat amount)
    {
        Invariant.Holds(amount.IsWholeSats, "an amount of the chain is whole satoshis");
        return amount.ToBtcText().TrimEnd('0').TrimEnd('.');
    }
}
