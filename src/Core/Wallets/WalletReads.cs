using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Storage;

namespace Fulgurite.Wallets;

/// <summary>Reads wallets and their journals. Changes nothing.</summary>
public sealed class WalletReads(ITableStore tables)
{
    /// <summary>A wallet's head; null when there is none. One storage transaction.</summary>
    public async Task<WalletHead?> Head(WalletId wallet, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, WalletRows.HeadKey(wallet), cancel) is { } row
            ? WalletRows.ToHead(row)
            : null;

    /// <summary>
    /// A wallet's journal from its first line, in order, read a page at a time. One storage transaction per thousand
    /// lines.
    /// </summary>
    public async IAsyncEnumerable<(JournalEntry Entry, string StoredHash)> Journal(
        WalletId wallet, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var query = RowQuery.Prefix(wallet.ToString(), "journal|");
        await foreach (var row in tables.Read(WalletRows.Table, query, cancel))
        {
            yield return (WalletRows.ToJournalEntry(row), row.Fields.Text("hash"));
        }
    }
}
