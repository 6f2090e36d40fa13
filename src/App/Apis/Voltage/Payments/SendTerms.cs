using System.Text;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>
/// What a client says of a send beside whom it pays, read and checked.
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

        var (amount, feeMax) = (AskedAmount.Of(data), AskedAmount.FeeMaxOf(data));
        var problem = amount.Problem ?? feeMax.Problem ?? CheckText(data.Description);
        return problem is not null
            ? (null, problem)
            : (new SendTerms(amount.Value, amount.Field, amount.Unit, feeMax.Value, data.Description), null);
    }

    private static VoltageAnswer? CheckText(string? description) =>
        description is "" ? PaymentErrors.TooShort("invalid_description", "description")
        : description is not null && Encoding.UTF8.GetByteCount(description) > DescriptionBytesMax
            ? PaymentErrors.Refused(
                "invalid_payment", $"description is at most {DescriptionBytesMax} bytes of UTF-8.")
        : null;
}
