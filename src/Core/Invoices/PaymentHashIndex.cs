using System.Collections.Concurrent;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Invoices;

/// <summary>
/// From a payment hash to the invoice that it pays. Table <c>hashes</c>: partition = payment hash, row =
/// <c>invoice</c>; written before the node hears of the hash, never changed.
/// </summary>
public sealed class PaymentHashIndex(ITableStore tables)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("hashes");

    /// <summary>Entries remembered; forgetting costs a read, and an entry never changes.</summary>
    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<PaymentHash, InvoiceLocation> remembered = new();

    /// <summary>
    /// Records where a hash belongs. Idempotent. One storage transaction, and another where it is recorded already.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be recorded: do not use the hash.</exception>
    /// <exception cref="InvariantBrokenException">
    /// It belongs elsewhere: two invoices of ours have one preimage. Nothing was changed; do not use the hash.
    /// </exception>
    public async Task Add(PaymentHash hash, InvoiceLocation location, CancellationToken cancel)
    {
        var write = RowWrite.Insert(KeyOf(hash), new RowFields
        {
            { "wallet", location.Wallet.ToString() },
            { "environment", location.Environment.ToString() },
            { "invoice", location.Invoice.ToString() },
        });
        var outcome = await tables.Commit(Table, new RowBatch([write]), cancel);
        if (outcome.Status == CommitStatus.AlreadyExists)
        {
            // By an earlier try to make the very same invoice: then it says the same.
            var recorded = await Read(hash, cancel);
            Invariant.Holds(recorded == location, "a payment hash belongs to one invoice of one wallet");
        }
        else if (outcome.Status != CommitStatus.Committed)
        {
            throw new StorageUnavailableException("The payment hash index did not take an entry.");
        }

        if (remembered.Count >= RememberedMax)
        {
            remembered.Clear();
        }

        remembered[hash] = location;
    }

    /// <summary>
    /// Where a hash belongs; null when we never issued it. One storage transaction; none for the first who asks the
    /// process that recorded it.
    /// </summary>
    public async Task<InvoiceLocation?> Find(PaymentHash hash, CancellationToken cancel) =>
        // A hash is paid once: who has asked will hardly ask again.
        remembered.TryRemove(hash, out var known) ? known : await Read(hash, cancel);

    private async Task<InvoiceLocation?> Read(PaymentHash hash, CancellationToken cancel)
    {
        if (await tables.Get(Table, KeyOf(hash), cancel) is not { } row)
        {
            return null;
        }

        var complete = WalletId.TryParse(row.Fields.Text("wallet"), out var wallet)
            & EnvironmentId.TryParse(row.Fields.Text("environment"), out var environment)
            & InvoiceId.TryParse(row.Fields.Text("invoice"), out var invoice);
        Invariant.Holds(complete, "an entry of the payment hash index carries its ids");
        return new InvoiceLocation(environment, wallet, invoice);
    }

    private static RowKey KeyOf(PaymentHash hash) => new(hash.ToString(), "invoice");
}
