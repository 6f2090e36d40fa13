using Fulgurite.Lightning;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What a payment request says.</summary>
/// <param name="Type"><c>bolt11</c>.</param>
/// <param name="PaymentRequest">In lower case.</param>
/// <param name="PaymentHash">In hex.</param>
/// <param name="Network">Its chain.</param>
/// <param name="Amount">What is asked; null where the payer chooses.</param>
/// <param name="Memo">What it is for; text from a stranger.</param>
/// <param name="Destination">The payee's node.</param>
/// <param name="CreatedAt">Its timestamp.</param>
/// <param name="ExpiresAt">When it is over.</param>
internal sealed record DecodedBody(
    string Type,
    string PaymentRequest,
    string PaymentHash,
    string Network,
    VoltageAmount? Amount,
    string? Memo,
    string Destination,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>Of a request.</summary>
    public static DecodedBody FromCore(Bolt11Invoice invoice) => new(
        PaymentWords.Bolt11,
        invoice.Text,
        invoice.PaymentHash.ToString(),
        NameOf(invoice.Network),
        invoice.Amount is { } amount ? VoltageAmount.FromCore(amount) : null,
        invoice.Description,
        invoice.Payee.Hex,
        invoice.CreatedAt,
        invoice.ExpiresAt);

    private static string NameOf(BitcoinNetwork network) => network.ToString().ToLowerInvariant();
}
