using System.Globalization;
using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>The human-readable part of an invoice: <c>ln</c>, the chain, and an amount (BOLT 11).</summary>
/// <param name="Network">The chain.</param>
/// <param name="Amount">What is asked; null where the payer chooses.</param>
internal readonly record struct Bolt11Prefix(BitcoinNetwork Network, Msat? Amount)
{
    // A pico-bitcoin is a tenth of a millisatoshi, so it has no whole value here; its text gains a zero instead.
    private const char Pico = 'p';

    private static readonly (string Text, BitcoinNetwork Network)[] Networks =
    [
        ("lnbc", BitcoinNetwork.Mainnet),
        ("lntb", BitcoinNetwork.Testnet),
        ("lntbs", BitcoinNetwork.Signet),
        ("lnbcrt", BitcoinNetwork.Regtest),
    ];

    // Largest first: the largest that is exact gives the shortest text.
    private static readonly (string Letter, long UnitMsat)[] Multipliers =
    [
        ("", Msat.PerBtc),
        ("m", Msat.PerBtc / 1_000),
        ("u", Msat.PerBtc / 1_000_000),
        ("n", Msat.PerBtc / 1_000_000_000),
    ];

    /// <summary>The shortest exact form, as LND writes it: 250,000 sat on mainnet is <c>lnbc2500u</c>.</summary>
    public override string ToString()
    {
        var network = Network;
        var prefix = Array.Find(Networks, candidate => candidate.Network == network).Text;
        return Amount is { } amount ? prefix + AmountText(amount) : prefix;
    }

    /// <summary>Reads the lower-case human-readable part.</summary>
    public static Bolt11Error Parse(string text, out Bolt11Prefix prefix)
    {
        prefix = default;
        var firstDigit = text.AsSpan().IndexOfAnyInRange('0', '9');
        var chain = firstDigit < 0 ? text : text[..firstDigit];
        var index = Array.FindIndex(Networks, candidate => candidate.Text == chain);
        if (index < 0)
        {
            return Bolt11Error.UnknownPrefix;
        }

        Msat? amount = null;
        var error = firstDigit < 0 ? Bolt11Error.None : ParseAmount(text.AsSpan(firstDigit), out amount);
        prefix = new Bolt11Prefix(Networks[index].Network, amount);
        return error;
    }

    private static string AmountText(Msat amount)
    {
        foreach (var (letter, unitMsat) in Multipliers)
        {
            if (amount.Value % unitMsat == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{amount.Value / unitMsat}{letter}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{amount.Value}0{Pico}");
    }

    private static Bolt11Error ParseAmount(ReadOnlySpan<char> text, out Msat? amount)
    {
        amount = null;
        var length = text.IndexOfAnyExceptInRange('0', '9');
        var digits = length < 0 ? text : text[..length];
        var letter = text[digits.Length..];
        var isPico = letter is [Pico];
        var unit = UnitMsat(letter);
        if (unit is null && !isPico)
        {
            return Bolt11Error.InvalidMultiplier;
        }

        if (digits[0] == '0')
        {
            return Bolt11Error.AmountNotPositive;
        }

        if (isPico && digits[^1] != '0')
        {
            return Bolt11Error.SubMillisatoshiAmount;
        }

        var whole = isPico ? digits[..^1] : digits;
        if (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || (Int128)count * (unit ?? 1) > Msat.MaxValue.Value)
        {
            return Bolt11Error.AmountTooLarge;
        }

        amount = new Msat(count * (unit ?? 1));
        return Bolt11Error.None;
    }

    private static long? UnitMsat(ReadOnlySpan<char> letter)
    {
        foreach (var (candidate, unitMsat) in Multipliers)
        {
            if (letter.SequenceEqual(candidate))
            {
                return unitMsat;
            }
        }

        return null;
    }
}
