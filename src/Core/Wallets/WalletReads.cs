using System.Globalization;
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
    /// A wallet's events after a number, in order, at most <paramref name="take"/>. One storage transaction.
    /// </summary>
    public async Task<IReadOnlyList<WalletEvent>> Events(
        WalletId wallet, long after, int take, CancellationToken cancel)
    {
        var from = WalletRows.EventKey(wallet, after + 1).Row;
        var rows = await tables.ReadFirst(
            WalletRows.Table, new RowQuery(wallet.ToString(), from, "event}", take), cancel);
        return [.. rows.Select(row => new WalletEvent(
            wallet,
            long.Parse(row.Key.Row.AsSpan("event|".Length), CultureInfo.InvariantCulture),
            Guid.ParseExact(row.Fields.Text("id"), "D"),
            row.Fields.Text("type"),
            row.Fields.Instant("at"),
            row.Fields))];
    }

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
