using System.Collections.Concurrent;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Storage;

namespace Fulgurite.Invoices;

/// <summary>
/// From a payment hash to the invoice that it pays, and so from every id of an environment, whose hash can be computed,
/// to what it names: a payment that is sent is found by the hash that an invoice of its id would have. Table
/// <c>hashes</c>: partition = payment hash, row = <c>invoice</c>; written before the node hears of the hash, never
/// changed.
/// </summary>
public sealed class PaymentHashIndex(ITableStore tables)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("hashes");

    /// <summary>Entries remembered; forgetting costs a read, and an entry never changes.</summary>
    private const int RememberedMax = 10_000;

    private readonly ConcurrentDictionary<PaymentHash, InvoiceLocation> remembered = new();

    /// <summary>
    /// Records where a hash belongs. Idempotent. False when it belongs elsewhere: then the id is taken, and the hash
    /// must not be used. One storage transaction, another where it is recorded already, and none where this process
    /// recorded it lately.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be recorded: do not use the hash.</exception>
    public async Task<bool> Add(PaymentHash hash, InvoiceLocation location, CancellationToken cancel)
    {
        if (remembered.TryGetValue(hash, out var known))
        {
            return known == location;
        }

        var write = RowWrite.Insert(KeyOf(hash), new RowFields
        {
            { "wallet", location.Wallet.ToString() },
            { "environment", location.Environment.ToString() },
            { "invoice", location.Invoice.ToString() },
            { "direction", location.Direction == PaymentDirection.Receive ? null : location.Direction.ToString() },
            { "kind", location.Kind == PaymentKind.Bolt11 ? null : location.Kind.ToString() },
            { "node_line", location.NodeLine?.ToString() },
        });
        var outcome = await tables.Commit(Table, new RowBatch([write]), cancel);
        if (outcome.Status == CommitStatus.AlreadyExists)
        {
            // By an earlier try to make the very same thing: then it says the same.
            if (await Read(hash, cancel) != location)
            {
                return false;
            }
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
        return true;
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
        var direction = row.Fields.TextOrNull("direction") is { } text
            ? Enum.Parse<PaymentDirection>(text)
            : PaymentDirection.Receive;
        var kind = row.Fields.TextOrNull("kind") is { } word ? Enum.Parse<PaymentKind>(word) : PaymentKind.Bolt11;
        return new InvoiceLocation(environment, wallet, invoice, direction, kind)
        {
            NodeLine = LineOfCreditId.TryParse(row.Fields.TextOrNull("node_line"), out var line) ? line : null,
        };
    }

    private static RowKey KeyOf(PaymentHash hash) => new(hash.ToString(), "invoice");
}
