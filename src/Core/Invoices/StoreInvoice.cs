using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>Stores what the node issued: from then on it may be handed out.</summary>
public sealed class StoreInvoice(
    ITableStore tables, AttentionIndex attention, ActivateWallet activate, Announce announce, TimeProvider clock)
{
    private readonly SharedCommits wallets = new(tables, WalletRows.Table);

    /// <summary>The time, as it is stored.</summary>
    public DateTimeOffset Now => StoredTime.Now(clock);

    /// <summary>
    /// Stores a new invoice, and returns what is stored under its id: another's, where that was faster; null where the
    /// wallet was deleted meanwhile: then the node's invoice was handed to nobody, and expires. One storage
    /// transaction, shared with others of the wallet, and hardly ever another; a message for each endpoint that wants
    /// to know.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Do not hand it out; try again.</exception>
    public async Task<Invoice?> Execute(Invoice invoice, CancellationToken cancel)
    {
        var deliveries = (await announce.To(invoice.Environment, cancel)).Plan(InvoiceNews.Generated(invoice, Now));
        var looksAt = await attention.Mark(invoice.Wallet, invoice.ExpiresAt, cancel);
        if (deliveries.Count > 0)
        {
            looksAt = await attention.Mark(invoice.Wallet, deliveries[0].CreatedAt, cancel);
        }

        var batch = new RowBatch(
        [
            .. InvoiceRows.Inserts(invoice),
            WalletProfileRows.TouchActive(invoice.Wallet),
            .. deliveries.SelectMany(DeliveryRows.Inserts),
        ]);
        var outcome = await wallets.Commit(batch, cancel);
        if (outcome.Status == CommitStatus.Stale && await activate.Execute(invoice.Wallet, cancel) is null)
        {
            outcome = await wallets.Commit(batch, cancel);
        }

        // If not by us, it exists by a request with the same id that was faster, or by our own commit whose answer was
        // lost.
        var stored = outcome.Status == CommitStatus.Committed
            ? invoice
            : await Find(invoice.Wallet, invoice.Id, cancel);
        if (stored is null && outcome.Status != CommitStatus.Stale)
        {
            throw new StorageUnavailableException("The invoice could not be stored; it was not handed out.");
        }

        await attention.Renew(invoice.Wallet, looksAt, cancel);
        if (outcome.Status == CommitStatus.Committed)
        {
            await announce.PublishOrLeave(deliveries, batch.Writes, outcome.Versions, cancel);
        }

        return stored;
    }

    /// <summary>What is stored under an id; null for nothing. One storage transaction.</summary>
    public async Task<Invoice?> Find(WalletId wallet, InvoiceId invoice, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, InvoiceRows.Key(wallet, invoice), cancel) is { } row
            ? InvoiceRows.ToInvoice(row)
            : null;
}
