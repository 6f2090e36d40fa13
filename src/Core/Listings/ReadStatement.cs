using Fulgurite.Ledger;
using Fulgurite.Wallets;

namespace Fulgurite.Listings;

/// <summary>
/// Reads pages of a wallet's statement. The journal's numbers have no gaps and the head knows the last, so that a page
/// of all lines costs its own length wherever it begins. With a filter, the journal is read through.
/// </summary>
public sealed class ReadStatement(WalletReads wallets)
{
    /// <summary>
    /// A page. One storage transaction per thousand lines of it, and one for the filtered: per thousand of the journal.
    /// </summary>
    /// <param name="head">The wallet, as it was just read: lines that come later are not in its statement yet.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<StatementPage> Execute(WalletHead head, StatementQuery query, CancellationToken cancel) =>
        query.IsWhole ? await Whole(head, query, cancel) : await Filtered(head, query, cancel);

    private async Task<StatementPage> Whole(WalletHead head, StatementQuery query, CancellationToken cancel)
    {
        var (first, last) = PlacesOf(query, head.Sequence);
        return new StatementPage(
            first > last ? [] : Ordered(await wallets.Journal(head.Wallet, first, last, cancel), query),
            head.Sequence);
    }

    // Numbers are kept, not lines: a filter may let every line of a long journal through.
    private async Task<StatementPage> Filtered(WalletHead head, StatementQuery query, CancellationToken cancel)
    {
        var found = new List<long>();
        await foreach (var (entry, _) in wallets.Journal(head.Wallet, cancel))
        {
            if (entry.Sequence <= head.Sequence && Matches(query, entry))
            {
                found.Add(entry.Sequence);
            }
        }

        var (first, last) = PlacesOf(query, found.Count);
        var lines = new List<JournalEntry>();
        for (var place = first; place <= last;)
        {
            // A run of neighbours is one reading.
            var end = place;
            while (end < last && found[(int)end] == found[(int)end - 1] + 1)
            {
                end++;
            }

            lines.AddRange(await wallets.Journal(
                head.Wallet, found[(int)place - 1], found[(int)end - 1], cancel));
            place = end + 1;
        }

        return new StatementPage(Ordered(lines, query), found.Count);
    }

    // From 1, both ends included; empty where the first is after the last.
    private static (long First, long Last) PlacesOf(StatementQuery query, long total)
    {
        if (query.Offset >= total)
        {
            return (1, 0);
        }

        var length = Math.Min(query.Limit, total - query.Offset);
        var first = query.IsOldestFirst ? query.Offset + 1 : total - query.Offset - length + 1;
        return (first, first + length - 1);
    }

    private static bool Matches(StatementQuery query, JournalEntry entry) =>
        (query.Reference is null || entry.Reference == query.Reference)
        && (query.From is null || entry.At >= query.From)
        && (query.Until is null || entry.At <= query.Until);

    private static IReadOnlyList<StatementLine> Ordered(IReadOnlyList<JournalEntry> ascending, StatementQuery query) =>
        [.. (query.IsOldestFirst ? ascending : ascending.Reverse()).Select(StatementLine.Of)];
}
