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
    /// <summary>
    /// Handles every minute up to now. Safe to run twice at once. One subscription at the node, a look at its
    /// transactions, one storage transaction a minute and a wallet, and what the work costs. A node that is away or
    /// refuses us stops only what needs it.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The rest is done by the next run.</exception>
    public async Task<ReconcileReport> Execute(CancellationToken cancel)
    {
        var (nodeId, problem) = await node.FindNode(cancel);
        var report = nodeId is null
            ? new ReconcileReport(0, 0) { NodeProblem = problem }
            : await node.Execute(nodeId, cancel);
        var current = AttentionIndex.MinuteOf(clock.GetUtcNow());
        var minute = await cursor.Load(cancel);
        while (string.CompareOrdinal(minute, current) <= 0)
        {
            report += await HandleMinute(minute, nodeId, cancel);
            await cursor.Save(minute, cancel);
            minute = AttentionIndex.MinuteOf(AttentionIndex.StartOf(minute).AddMinutes(1));
        }

        await (report.FirstFailure ?? Task.CompletedTask);
        return report;
    }

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
