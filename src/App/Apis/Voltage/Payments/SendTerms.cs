using System.Text;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>
/// What a client says of a send beside whom it pays, read and checked. Of two ways to write an amount the newer counts.
/// </summary>
/// <param name="Amount">What is to arrive; null where nobody says.</param>
/// <param name="AmountField">The field that said so.</param>
/// <param name="AmountUnit">Millisatoshis in one of that field.</param>
/// <param name="FeeMax">The most that it may cost; null where nobody says.</param>
/// <param name="Description">What it is for; null where nobody says.</param>
internal sealed record SendTerms(
    Msat? Amount, string AmountField, long AmountUnit, Msat? FeeMax, string? Description)
{
    /// <summary>As long as a BOLT 11 description, so that both ways of a payment can say the same.</summary>
    private const int DescriptionBytesMax = 639;

    /// <summary>Reads them, or says what is wrong.</summary>
    public static (SendTerms? Terms, VoltageAnswer? Problem) Read(SendInput data, string? currency)
    {
        string?[] currencies = [currency, data.Amount?.Currency, data.MaxFee?.Currency];
        if (currencies.Any(c => c is not null && !c.Equals("btc", StringComparison.OrdinalIgnoreCase)))
        {
            return (null, PaymentErrors.Refused("invalid_currency", "The wallet holds btc."));
        }

        var (amount, amountField, amountUnit) = Pick(data.Amount?.Amount, data.AmountMsats, data.AmountSats, "amount");
        var (feeMax, feeField, feeUnit) = Pick(data.MaxFee?.Amount, data.MaxFeeMsats, data.MaxFeeSats, "max_fee");
        var problem = Check(amount, amountField, amountUnit, "invalid_amount", 1)
            ?? Check(feeMax, feeField, feeUnit, "invalid_max_fee", 0)
            ?? CheckText(data.Description);
        return problem is not null
            ? (null, problem)
            : (new SendTerms(Of(amount, amountUnit), amountField, amountUnit, Of(feeMax, feeUnit), data.Description),
                null);
    }

    private static (long? Given, string Field, long Unit) Pick(
        long? amount, long? msats, long? sats, string field) =>
        amount is not null ? (amount, field, 1)
        : msats is not null ? (msats, $"{field}_msats", 1)
        : sats is not null ? (sats, $"{field}_sats", 1_000)
        : (null, field, 1);

    private static VoltageAnswer? Check(long? given, string field, long unit, string type, long min) =>
        given < min ? PaymentErrors.BelowMinimum(type, field, given.Value, min)
        : given > Msat.MaxValue.Value / unit ? PaymentErrors.Refused(type, $"{field} is too much.")
        : null;

    private static VoltageAnswer? CheckText(string? description) =>
        description is "" ? PaymentErrors.TooShort("invalid_description", "description")
        : description is not null && Encoding.UTF8.GetByteCount(description) > DescriptionBytesMax
            ? PaymentErrors.Refused(
                "invalid_description", $"description is at most {DescriptionBytesMax} bytes of UTF-8.")
        : null;

    private static Msat? Of(long? given, long unit) => given is { } number ? new Msat(number * unit) : null;
}
