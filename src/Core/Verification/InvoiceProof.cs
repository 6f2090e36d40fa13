using System.Globalization;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>
/// Holds an invoice against its own payment request. The signature is not checked again: it was when the invoice was
/// issued, and it costs a thousand times the rest; the request's own checksum tells of accidents.
/// </summary>
internal static class InvoiceProof
{
    /// <summary>What is wrong; null when nothing is.</summary>
    public static Finding? Check(Invoice invoice, RowKey row)
    {
        var error = Bolt11Decoder.ReadTerms(invoice.PaymentRequest, out var request);
        if (request is null)
        {
            return new Finding(
                "wallets", row, "payment_request", invoice.PaymentRequest, null, $"it is no payment request: {error}");
        }

        var wrong = Columns(invoice, request).Where(column => column.Says != column.Should).ToList();
        return wrong switch
        {
            [] => null,
            [var (column, says, should)] => new Finding(
                "wallets", row, column, says, should, "the payment request says so"),
            _ => new Finding(
                "wallets", row, "payment_request", invoice.PaymentRequest, null, "it belongs to another invoice"),
        };
    }

    /// <summary>Whether the fee is what the invoice's own rate makes it; null when it is.</summary>
    public static Finding? CheckFee(Invoice invoice) =>
        invoice.State == InvoiceState.Settled && invoice.FeeOf(invoice.AmountPaid) != invoice.FeePaid
            ? new Finding(
                "wallets",
                InvoiceRows.Key(invoice.Wallet, invoice.Id),
                "fee_basis_points",
                invoice.Fee.Value.ToString(CultureInfo.InvariantCulture),
                null,
                $"it does not make a fee of {invoice.FeePaid} msat of {invoice.AmountPaid} msat")
            : null;

    private static IEnumerable<(string Column, string Says, string Should)> Columns(
        Invoice invoice, Bolt11Terms request) =>
    [
        ("payment_hash", invoice.Hash.ToString(), request.PaymentHash.ToString()),
        ("amount_msat", Text(invoice.Amount), Text(request.Amount)),
        ("created_at", Text(invoice.CreatedAt), Text(request.CreatedAt)),
        ("expires_at", Text(invoice.ExpiresAt), Text(request.ExpiresAt)),
    ];

    private static string Text(Msat? amount) => amount?.ToString() ?? "any";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
