using Fulgurite.Books;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>Stores what the node issued: from then on it may be handed out.</summary>
public sealed class StoreInvoice(
    ITableStore tables, AttentionIndex attention, ActivateWallet activate, TimeProvider clock)
{
    private readonly SharedCommits wallets = new(tables, WalletRows.Table);

    /// <summary>The time, to the microsecond.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>
    /// Stores a new invoice, and returns what is stored under its id: another's, where that was faster; null where the
    /// wallet was deleted meanwhile: then the node's invoice was handed to nobody, and expires. One storage
    /// transaction, shared with others of the wallet, and hardly ever another.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Do not hand it out; try again.</exception>
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

    /// <summary>What is stored under an id; null for nothing. One storage transaction.</summary>
    public async Task<Invoice?> Find(WalletId wallet, InvoiceId invoice, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, InvoiceRows.Key(wallet, invoice), cancel) is { } row
            ? InvoiceRows.ToInvoice(row)
            : null;
}
