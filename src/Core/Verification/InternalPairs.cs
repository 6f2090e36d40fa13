using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Holds the two halves of a payment within the ledger against each other, in the two wallets' partitions: an invoice
/// that says which payment paid it, and the payment that says which invoice it pays. With the journals, which agree
/// with both, this proves that account <c>internal</c> sums to zero over all wallets, but for payments whose payee has
/// been credited and whose hold is still there.
/// </summary>
internal sealed class InternalPairs(ITableStore tables)
{
    /// <summary>What is wrong with an invoice's payer; null when nothing is. At most one storage transaction.</summary>
    public async Task<Finding?> Check(Invoice invoice, CancellationToken cancel)
    {
        if (invoice.PaidBy is not { } payer)
        {
            return null;
        }

        var row = InvoiceRows.Key(invoice.Wallet, invoice.Id);
        var witness = PaymentRows.Key(payer.Wallet, payer.Payment);
        var location = new InvoiceLocation(invoice.Environment, invoice.Wallet, invoice.Id);
        var wrong = await FindPayment(payer.Wallet, payer.Payment, cancel) switch
        {
            null => Wrong(row, "paid_by_payment", $"{payer.Payment}", null, "there is no such payment"),
            { State: PaymentState.Initiated or PaymentState.Failed } payment =>
                Wrong(row, "paid_by_payment", $"{payer.Payment}", null, $"that payment is {payment.State}"),
            var payment when payment.Payee != location =>
                Wrong(row, "paid_by_payment", $"{payer.Payment}", null, "that payment pays something else"),
            var payment when payment.Environment != payer.Environment => Wrong(
                row, "paid_by_environment", $"{payer.Environment}", $"{payment.Environment}", "it is the payment's"),
            var payment when payment.Amount != invoice.AmountPaid =>
                Wrong(row, "amount_paid_msat", $"{invoice.AmountPaid}", $"{payment.Amount}", "so much was paid"),
            _ => null,
        };
        return wrong is null ? null : wrong with { Witness = witness };
    }

    /// <summary>What is wrong with a payment's payee; null when nothing is. At most one storage transaction.</summary>
    public async Task<Finding?> Check(Payment payment, CancellationToken cancel)
    {
        if (payment is not { State: PaymentState.Succeeded, Payee: { } payee })
        {
            return null;
        }

        var stored = await tables.Get(WalletRows.Table, InvoiceRows.Key(payee.Wallet, payee.Invoice), cancel);
        var invoice = stored is null ? null : Readable.OrNull(stored, InvoiceRows.ToInvoice);
        var payer = new InternalPayer(payment.Environment, payment.Wallet, payment.Id);
        return invoice?.PaidBy == payer
            ? null
            : Wrong(
                PaymentRows.Key(payment.Wallet, payment.Id),
                "payee_invoice",
                $"{payee.Invoice}",
                null,
                invoice is null ? "there is no such invoice" : "that invoice was not paid by it") with
            {
                Witness = InvoiceRows.Key(payee.Wallet, payee.Invoice),
            };
    }

    private async Task<Payment?> FindPayment(WalletId wallet, PaymentId payment, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, PaymentRows.Key(wallet, payment), cancel) is { } row
            ? Readable.OrNull(row, PaymentRows.ToPayment)
            : null;

    private static Finding Wrong(RowKey row, string column, string says, string? should, string why) =>
        new(WalletRows.Table.Value, row, column, says, should, why);
}
