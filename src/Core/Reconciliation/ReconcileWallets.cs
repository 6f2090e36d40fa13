using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Reconciliation;

/// <summary>
/// Runs every minute and picks up what crashes, lost messages and lost relays left behind. Settlements that no relay
/// published are published, and receipts on chain that nobody booked are booked. Then it looks at wallets, only at
/// those that were marked for it: deliveries that are overdue are ordered again, invoices past their expiry are taken
/// to their end with the node's word. Work is done minute by minute; a mark goes only after its work.
/// </summary>
public sealed class ReconcileWallets(
    ITableStore tables,
    AttentionIndex attention,
    AttentionCursor cursor,
    ReconcileWallet wallets,
    ReconcileNode node,
    TimeProvider clock)
{
    /// <summary>Minutes that are read at once, at most.</summary>
    private const int ReadAheadMax = 32;

    /// <summary>Fewer are handled one by one: a run that is on time reads none twice.</summary>
    private const int ReadAheadMin = 4;

    /// <summary>
    /// Handles every minute up to now. Safe to run twice at once. One subscription at the node, a look at its
    /// transactions, one storage transaction a minute and a wallet, and what the work costs; minutes long past in which
    /// nothing is marked are read several at once. A node that is away or refuses us stops only what needs it.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The rest is done by the next run.</exception>
    public async Task<ReconcileReport> Execute(CancellationToken cancel)
    {
        var (nodeId, problem) = await node.FindNode(cancel);
        var report = nodeId is null
            ? new ReconcileReport(0, 0) { NodeProblem = problem }
            : await node.Execute(nodeId, cancel);
        report += await node.OfOthers(cancel);
        var current = AttentionIndex.MinuteOf(clock.GetUtcNow());
        var minute = await cursor.Load(cancel);
        while (string.CompareOrdinal(minute, current) <= 0)
        {
            minute = await PassEmpty(minute, current, cancel);
            report += await HandleMinute(minute, nodeId, cancel);
            await cursor.Save(minute, cancel);
            minute = AttentionIndex.MinuteOf(AttentionIndex.StartOf(minute).AddMinutes(1));
        }

        await (report.FirstFailure ?? Task.CompletedTask);
        return report;
    }

    // What comes after an outage, or after a sandbox's time was moved, is nearly all empty minutes. The first that is
    // marked, or not long past, is left to be handled: nothing that was read ahead of it counts.
    private async Task<string> PassEmpty(string minute, string current, CancellationToken cancel)
    {
        while (Before(current, minute) is { Length: >= ReadAheadMin } ahead)
        {
            var marked = await Task.WhenAll(ahead.Select(one => IsMarked(one, cancel)));
            var empty = marked.TakeWhile(isMarked => !isMarked).Count();
            if (empty > 0)
            {
                await cursor.Save(ahead[empty - 1], cancel);
                minute = MinuteAfter(ahead[empty - 1], 1);
            }

            if (empty < ahead.Length)
            {
                return minute;
            }
        }

        return minute;
    }

    private static string[] Before(string current, string minute) =>
    [
        .. Enumerable.Range(0, ReadAheadMax)
            .Select(later => MinuteAfter(minute, later))
            .TakeWhile(later => string.CompareOrdinal(later, current) < 0),
    ];

    private static string MinuteAfter(string minute, int later) =>
        AttentionIndex.MinuteOf(AttentionIndex.StartOf(minute).AddMinutes(later));

    private async Task<bool> IsMarked(string minute, CancellationToken cancel) =>
        await tables.Query(AttentionIndex.Table, new RowQuery(minute, Take: 1), cancel)
            is { Rows.Count: > 0 } or { Continuation: not null };

    private async Task<ReconcileReport> HandleMinute(string minute, NodePublicKey? nodeId, CancellationToken cancel)
    {
        var report = new ReconcileReport(0, 0);
        await foreach (var mark in tables.Read(AttentionIndex.Table, new RowQuery(minute, Take: 200), cancel))
        {
            var handled = HandleWallet(mark, nodeId, cancel);
            await ((Task)handled).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            report += handled.IsCompletedSuccessfully
                ? await handled
                : await PutOff(mark, handled, cancel);
        }

        return report;
    }

    private async Task<ReconcileReport> HandleWallet(Row mark, NodePublicKey? nodeId, CancellationToken cancel)
    {
        var isId = WalletId.TryParse(mark.Key.Row, out var wallet);
        Invariant.Holds(isId, "a mark of attention names a wallet");
        var (overdue, unsent, isDone) = await wallets.Execute(wallet, nodeId, cancel);
        if (!isDone)
        {
            await attention.Mark(wallet, clock.GetUtcNow(), cancel);
        }

        // Gone already is fine: two runs at once do the same work.
        await tables.Commit(AttentionIndex.Table, new RowBatch([RowWrite.DeleteAny(mark.Key)]), cancel);
        return new ReconcileReport(1, overdue) { UnsentOnChain = unsent.Count > 0 ? unsent : null };
    }

    // One wallet's trouble is not the others': it is looked at again, and its failure told when all are done.
    private async Task<ReconcileReport> PutOff(Row mark, Task failed, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var isId = WalletId.TryParse(mark.Key.Row, out var wallet);
        Invariant.Holds(isId, "a mark of attention names a wallet");
        await attention.Mark(wallet, clock.GetUtcNow(), cancel);
        await tables.Commit(AttentionIndex.Table, new RowBatch([RowWrite.DeleteAny(mark.Key)]), cancel);
        return new ReconcileReport(1, 0, failed);
    }
}
