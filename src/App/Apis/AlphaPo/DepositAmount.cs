using System.Globalization;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// A decimal number of bitcoin as a client wrote it, in JSON's grammar with or without exponent, cut to whole satoshis
/// without ever being a floating-point number.
/// </summary>
/// <param name="IsNegative">Below zero.</param>
/// <param name="Sats">
/// The magnitude in satoshis, rounded down; <see cref="SatsMax"/> stands for that and all above.
/// </param>
/// <param name="HasFraction">Something finer than a satoshi was cut. Zeros do not count.</param>
internal readonly record struct DepositAmount(bool IsNegative, long Sats, bool HasFraction)
{
    /// <summary>A billion bitcoin: above every limit, and far from overflowing.</summary>
    public const long SatsMax = 100_000_000_000_000_000;

    private const int SatsMaxDigits = 17;
    private const int Decimals = 8;

    // Beyond any exponent that the digits of one body could bring back into range.
    private const int ExponentMax = 1_000_000;

    /// <summary>
    /// Reads a JSON number (RFC 8259 §6): no blanks, no plus sign, no leading zeros, a digit on each side of the point.
    /// False for anything else.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DepositAmount amount)
    {
        amount = default;
        var rest = text;
        var isNegative = rest is ['-', ..];
        rest = isNegative ? rest[1..] : rest;

        var whole = TakeDigits(ref rest);
        if (whole.IsEmpty || whole is ['0', _, ..])
        {
            return false;
        }

        if (!TryTakeFraction(ref rest, out var fraction) || !TryTakeExponent(ref rest, out var exponent))
        {
            return false;
        }

        if (!rest.IsEmpty)
        {
            return false;
        }

        amount = ToSats(isNegative, $"{whole}{fraction}", exponent - fraction.Length + Decimals);
        return true;
    }

    /// <summary>The number <c>digits × 10^exponent</c> in satoshis.</summary>
    private static DepositAmount ToSats(bool isNegative, string digits, int exponent)
    {
        var significant = digits.AsSpan().TrimEnd('0');
        exponent += digits.Length - significant.Length;
        significant = significant.TrimStart('0');
        if (significant.IsEmpty)
        {
            return default;
        }

        var wholeDigits = significant.Length + exponent;
        if (wholeDigits > SatsMaxDigits)
        {
            return new DepositAmount(isNegative, SatsMax, HasFraction: false);
        }

        // The last digit is not zero, so a negative exponent always leaves a fraction.
        var hasFraction = exponent < 0;
        if (wholeDigits <= 0)
        {
            return new DepositAmount(isNegative, 0, hasFraction);
        }

        var kept = significant[..Math.Min(wholeDigits, significant.Length)].ToString().PadRight(wholeDigits, '0');
        return new DepositAmount(isNegative, long.Parse(kept, CultureInfo.InvariantCulture), hasFraction);
    }

    private static ReadOnlySpan<char> TakeDigits(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? rest : rest[..end];
        rest = rest[digits.Length..];
        return digits;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> fraction)
    {
        fraction = default;
        if (rest is not ['.', ..])
        {
            return true;
        }

        rest = rest[1..];
        fraction = TakeDigits(ref rest);
        return !fraction.IsEmpty;
    }

    private static bool TryTakeExponent(ref ReadOnlySpan<char> rest, out int exponent)
    {
        exponent = 0;
        if (rest is not ['e' or 'E', ..])
        {
            return true;
        }

        rest = rest[1..];
        var isNegative = rest is ['-', ..];
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        var digits = TakeDigits(ref rest);
        foreach (var digit in digits)
        {
            exponent = Math.Min(ExponentMax, (exponent * 10) + (digit - '0'));
        }

        exponent = isNegative ? -exponent : exponent;
        return !digits.IsEmpty;
    }
}
