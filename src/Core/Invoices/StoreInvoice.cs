using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// Stores invoices that the node has issued, before anybody is told of them. Invoices of one wallet that come together
/// are stored together.
/// </summary>
public sealed class StoreInvoice(ITableStore tables, AttentionIndex attention, ActivateWallet activate)
{
    private readonly SharedCommits wallets = new(tables, WalletRows.Table);

    /// <summary>
    /// Stores one: the invoice as it is stored then, which is another's where a request with the same id was faster.
    /// Null where the wallet was deleted meanwhile: the node's invoice was handed to nobody, and expires.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be stored: do not hand it out.</exception>
    public async Task<Invoice?> Execute(Invoice invoice, CancellationToken cancel)
    {
        var looksAt = await attention.Mark(invoice.Wallet, invoice.ExpiresAt, cancel);
        var batch = new RowBatch(
            [.. InvoiceRows.Inserts(invoice), WalletProfileRows.TouchActive(invoice.Wallet)]);
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
        return stored;
    }

    /// <summary>An invoice by its id; null when there is none. One storage transaction.</summary>
    public async Task<Invoice?> Find(WalletId wallet, InvoiceId invoice, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, InvoiceRows.Key(wallet, invoice), cancel) is { } row
            ? InvoiceRows.ToInvoice(row)
            : null;
}
