using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>
/// An amount that a client wrote in one of the contract's three ways: as an object, in millisatoshis, in satoshis. Two
/// ways that say the same are one; two that differ are refused, because nobody knows which of them is meant.
/// </summary>
/// <param name="Field">The field that said it; the name of the object where none did.</param>
/// <param name="Unit">Millisatoshis in one of that field.</param>
/// <param name="Value">The amount; null where nobody says, or where it is refused.</param>
/// <param name="Problem">Why it is refused; null where it is not.</param>
internal sealed record AskedAmount(string Field, long Unit, Msat? Value, VoltageAnswer? Problem)
{
    private const long MsatsPerSat = 1_000;

    /// <summary>What a receive asks for.</summary>
    public static AskedAmount Of(PaymentInput asked) =>
        Read("amount", (asked.Amount, asked.AmountMsats, asked.AmountSats), "invalid_amount", 1);

    /// <summary>What a send pays.</summary>
    public static AskedAmount Of(SendInput data) =>
        Read("amount", (data.Amount, data.AmountMsats, data.AmountSats), "invalid_amount", 1);

    /// <summary>The most that a send may cost.</summary>
    public static AskedAmount FeeMaxOf(SendInput data) =>
        Read("max_fee", (data.MaxFee, data.MaxFeeMsats, data.MaxFeeSats), "invalid_max_fee", 0);

    private static AskedAmount Read(
        string name, (AmountInput? Object, long? Msats, long? Sats) given, string type, long least)
    {
        List<(string Field, decimal Given, long Unit)> ways = [];
        if (given.Object is { } amount)
        {
            ways.Add((name, amount.Negative == true ? -(decimal)amount.Amount : amount.Amount, 1));
        }

        if (given.Msats is { } msats)
        {
            ways.Add(($"{name}_msats", msats, 1));
        }

        if (given.Sats is { } sats)
        {
            ways.Add(($"{name}_sats", sats, MsatsPerSat));
        }

        if (ways.Count == 0)
        {
            return new AskedAmount(name, 1, null, null);
        }

        var (field, number, unit) = ways[0];
        var problem = ways.Find(way => way.Given * way.Unit != number * unit) is { Field: { } other }
                ? PaymentErrors.Refused("amount_match_failed", $"{field} and {other} are not the same amount.")
            : number < least ? PaymentErrors.BelowMinimum(type, field, number, least, unit)
            : number * unit > Msat.MaxValue.Value ? PaymentErrors.Refused("invalid_amount", $"{field} is too much.")
            : null;
        return new AskedAmount(field, unit, problem is null ? new Msat((long)number * unit) : null, problem);
    }
}
