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
    public IAsyncEnumerable<(JournalEntry Entry, string StoredHash)> Journal(
        WalletId wallet, CancellationToken cancel) => Journal(wallet, 1, cancel);

    /// <summary>
    /// A wallet's journal from one of its lines on, in order, read a page at a time. One storage transaction per
    /// thousand lines.
    /// </summary>
    /// <param name="wallet">Whose.</param>
    /// <param name="first">The first line, from 1.</param>
    /// <param name="cancel">Stops it.</param>
    public async IAsyncEnumerable<(JournalEntry Entry, string StoredHash)> Journal(
        WalletId wallet,
        long first,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var from = WalletRows.JournalKey(wallet, first).Row;
        var query = RowQuery.Prefix(wallet.ToString(), "journal|") with { From = from };
        await foreach (var row in tables.Read(WalletRows.Table, query, cancel))
        {
            yield return (WalletRows.ToJournalEntry(row), row.Fields.Text("hash"));
        }
    }

    /// <summary>
    /// The journal's lines of some sequence numbers, in order: they are dense, so this is a page of any place. One
    /// storage transaction per thousand lines.
    /// </summary>
    /// <param name="wallet">Whose.</param>
    /// <param name="first">The first, from 1.</param>
    /// <param name="last">The last, which exists.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<JournalEntry>> Journal(
        WalletId wallet, long first, long last, CancellationToken cancel)
    {
        var (from, before) = (WalletRows.JournalKey(wallet, first), WalletRows.JournalKey(wallet, last + 1));
        var query = new RowQuery(from.Partition, from.Row, before.Row);
        return await tables.Read(WalletRows.Table, query, cancel).Select(WalletRows.ToJournalEntry).ToListAsync(cancel);
    }

    /// <summary>Head and profile, each where it exists, and the profile's version.</summary>
    internal async Task<(WalletHead? Head, WalletProfile? Profile, ETag? ProfileVersion)> Read(
        WalletId wallet, CancellationToken cancel)
    {
        var rows = await tables.ReadFirst(WalletRows.Table, WalletProfileRows.HeadAndProfile(wallet), cancel);
        var head = rows.FirstOrDefault(row => row.Key == WalletRows.HeadKey(wallet));
        var profile = rows.FirstOrDefault(row => row.Key == WalletProfileRows.Key(wallet));
        return (
            head is null ? null : WalletRows.ToHead(head),
            profile is null ? null : WalletProfileRows.ToProfile(profile),
            profile?.Version);
    }
}
