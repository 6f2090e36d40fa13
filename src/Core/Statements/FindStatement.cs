using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Statements;

/// <summary>
/// Finds the lines of a statement and the balance before them. The book keeps balances in the head and at each billing
/// cycle's opening; from the nearest of them the lines in between are read, and proven on the way.
/// </summary>
public sealed class FindStatement(ITableStore tables, WalletReads wallets)
{
    private readonly FindLine find = new(wallets);

    /// <summary>
    /// The lines and the opening. Besides the searches, one storage transaction per thousand lines between the
    /// statement's beginning and the nearest balance that the book kept: in a billed wallet never more than a cycle, in
    /// one that is not at most half of its journal.
    /// </summary>
    /// <param name="head">The wallet, as it was just read.</param>
    /// <param name="period">Which days.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<StatementRun> Execute(WalletHead head, StatementPeriod period, CancellationToken cancel)
    {
        var before = await find.Before(head, period.Start, cancel);
        var last = Math.Max(before, await find.Before(head, period.End, cancel));
        var kept = await Kept(head, period, cancel);
        var nearest = kept.MinBy(point => Math.Abs(point.Sequence - before))!;
        var (opening, problem) = nearest.Sequence <= before
            ? await Forward(head, nearest, before, cancel)
            : await Backward(head, nearest, before, cancel);
        return new StatementRun(before + 1, last, opening, kept.FirstOrDefault(p => p.Sequence == last), problem);
    }

    // The head, the beginning, and the openings around both ends of the period.
    private async Task<IReadOnlyList<JournalPoint>> Kept(
        WalletHead head, StatementPeriod period, CancellationToken cancel)
    {
        List<JournalPoint> points = [JournalPoint.Of(head), JournalPoint.Genesis];
        if (head.Cycle is not { } cycle)
        {
            return points;
        }

        foreach (var instant in new[] { cycle.Schedule.PeriodAt(period.Start).Start, period.End })
        {
            var rows = await tables.ReadFirst(
                WalletRows.Table, CycleRows.FirstFrom(head.Wallet, instant), cancel);
            points.AddRange(rows.Select(row => JournalPoint.Of(CycleRows.ToOpening(row))));
        }

        return [.. points.Where(point => point.Sequence <= head.Sequence)];
    }

    private async Task<(JournalPoint? Opening, string? Problem)> Forward(
        WalletHead head, JournalPoint from, long until, CancellationToken cancel)
    {
        var at = from;
        await foreach (var (line, hash) in wallets.Journal(head.Wallet, from.Sequence + 1, cancel))
        {
            if (line.Sequence > until)
            {
                break;
            }

            if (at.ProblemWith(line, hash) is { } problem)
            {
                return (null, problem);
            }

            at = at.After(line);
        }

        return at.Sequence == until ? (at, null) : (null, $"Line {at.Sequence + 1} of the journal is missing.");
    }

    // The hash at the place that is looked for is the first line's word for it; the chain proves it at the end.
    private async Task<(JournalPoint? Opening, string? Problem)> Backward(
        WalletHead head, JournalPoint to, long from, CancellationToken cancel)
    {
        JournalPoint? start = null, at = null;
        var balance = to.Balance;
        await foreach (var (line, hash) in wallets.Journal(head.Wallet, from + 1, cancel))
        {
            if (line.Sequence > to.Sequence)
            {
                break;
            }

            at ??= start = new JournalPoint(from, line.PreviousHash, default);
            if (at.ProblemWith(line, hash) is { } problem)
            {
                return (null, problem);
            }

            at = at.After(line);
            balance = balance.Before(line);
        }

        return start is not null && at!.Sequence == to.Sequence && at.ChainHash == to.ChainHash
            ? (start with { Balance = balance }, null)
            : (null, $"The journal does not lead to line {to.Sequence} as the wallet's book kept it.");
    }
}
