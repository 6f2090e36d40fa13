using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.Payments;
using Fulgurite.Storage;

namespace Fulgurite.Verification;

/// <summary>
/// Holds invoices and payments against the table of payment hashes. It has a partition for each hash: a storage
/// transaction for each row, several at once. On the way the two halves of what was paid within the ledger are held
/// against each other.
/// </summary>
internal sealed class LookUpHashes(PaymentHashIndex hashes, PaymentClaims claims, InternalPairs pairs)
{
    private const int LookupsMax = 32;

    /// <summary>Each invoice must be found by its hash. Empties the list.</summary>
    public Task Invoices(List<Invoice> invoices, Condemned condemned, CancellationToken cancel) => All(
        invoices,
        invoice => InvoiceRows.Key(invoice.Wallet, invoice.Id),
        invoice => Check(invoice, cancel),
        condemned);

    /// <summary>
    /// Each payment that the node may have made must have the right to its hash. One that failed may have passed it on,
    /// and one that was not begun may not have it yet. Empties the list.
    /// </summary>
    public Task Payments(List<Payment> payments, Condemned condemned, CancellationToken cancel)
    {
        payments.RemoveAll(payment => payment.State is PaymentState.Initiated or PaymentState.Failed);
        return All(
            payments,
            payment => PaymentRows.Key(payment.Wallet, payment.Id),
            payment => Check(payment, cancel),
            condemned);
    }

    /// <summary>Checks records that are not found wrong yet. Empties the list.</summary>
    internal static async Task All<T>(
        List<T> records, Func<T, RowKey> keyOf, Func<T, Task<Finding?>> check, Condemned condemned)
    {
        foreach (var some in records.Where(record => !condemned.Contains(keyOf(record))).Chunk(LookupsMax))
        {
            var findings = await Task.WhenAll(some.Select(check));
            findings.OfType<Finding>().ToList().ForEach(condemned.Add);
        }

        records.Clear();
    }

    private async Task<Finding?> Check(Invoice invoice, CancellationToken cancel)
    {
        var location = new InvoiceLocation(invoice.Environment, invoice.Wallet, invoice.Id)
        {
            Kind = invoice.IsPartOfRequest ? PaymentKind.Bip21 : PaymentKind.Bolt11,
            NodeLine = invoice.NodeLine,
        };
        return await Read(() => hashes.Find(invoice.Hash, cancel)) == location
            ? await pairs.Check(invoice, cancel)
            : new Finding(
                PaymentHashIndex.Table.Value,
                new RowKey(invoice.Hash.ToString(), "invoice"),
                null,
                null,
                $"wallet {invoice.Wallet}, environment {invoice.Environment}, invoice {invoice.Id}",
                "the index does not lead from the payment hash to its invoice",
                InvoiceRows.Key(invoice.Wallet, invoice.Id));
    }

    private async Task<Finding?> Check(Payment payment, CancellationToken cancel)
    {
        var claim = await Read(() => claims.Find(payment.Hash, cancel));
        return claim?.IsOf(payment) == true
            ? await pairs.Check(payment, cancel)
            : new Finding(
                PaymentHashIndex.Table.Value,
                new RowKey(payment.Hash.ToString(), "payment"),
                null,
                claim is null ? null : $"wallet {claim.Wallet}, payment {claim.Payment}",
                $"wallet {payment.Wallet}, payment {payment.Id}",
                $"a payment that is {payment.State} has the right to its hash",
                PaymentRows.Key(payment.Wallet, payment.Id));
    }

    // What cannot be read leads nowhere.
    private static async Task<T?> Read<T>(Func<Task<T?>> find)
        where T : class
    {
        try
        {
            return await find();
        }
        catch (InvariantBrokenException)
        {
            return null;
        }
    }
}
