using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Reconciliation;

/// <summary>
/// Runs every minute and picks up what crashes and lost messages left behind, looking only at wallets that were marked
/// for it: deliveries that are overdue are ordered again, invoices past their expiry are taken to their end with the
/// node's word. Work is done minute by minute; a mark goes only after its work.
/// </summary>
public sealed class ReconcileWallets(
    ITableStore tables,
    AttentionIndex attention,
    AttentionCursor cursor,
    PublishDeliveries publish,
    ExpireInvoices expire,
    ILightningNode node,
    TimeProvider clock)
{
    /// <summary>What became due within it is surely still on its way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Handles every minute up to now. Safe to run twice at once. One storage transaction a minute and a wallet, and
    /// what the work costs.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The rest is done by the next run.</exception>
    public async Task<ReconcileReport> Execute(CancellationToken cancel)
    {
        var nodeId = await FindNode(cancel);
        var report = new ReconcileReport(0, 0);
        var current = AttentionIndex.MinuteOf(clock.GetUtcNow());
        var minute = await cursor.Load(cancel);
        while (string.CompareOrdinal(minute, current) <= 0)
        {
            report += await HandleMinute(minute, nodeId, cancel);
            await cursor.Save(minute, cancel);
            minute = AttentionIndex.MinuteOf(AttentionIndex.StartOf(minute).AddMinutes(1));
        }

        return report;
    }

    private async Task<ReconcileReport> HandleMinute(string minute, NodePublicKey? nodeId, CancellationToken cancel)
    {
        var report = new ReconcileReport(0, 0);
        await foreach (var mark in tables.Read(AttentionIndex.Table, new RowQuery(minute, Take: 200), cancel))
        {
            report += await HandleWallet(mark, nodeId, cancel);
        }

        return report;
    }

    private async Task<ReconcileReport> HandleWallet(Row mark, NodePublicKey? nodeId, CancellationToken cancel)
    {
        var isId = WalletId.TryParse(mark.Key.Row, out var wallet);
        Invariant.Holds(isId, "a mark of attention names a wallet");
        var overdue = await publish.Overdue(wallet, Grace, cancel);
        var isAllExpired = await Expire(wallet, nodeId, cancel);
        if (overdue > 0 || !isAllExpired)
        {
            await attention.Mark(wallet, clock.GetUtcNow(), cancel);
        }

        // Gone already is fine: two runs at once do the same work.
        await tables.Commit(AttentionIndex.Table, new RowBatch([RowWrite.DeleteAny(mark.Key)]), cancel);
        return new ReconcileReport(1, overdue);
    }

    // Callbacks do not wait for a node that is away; its invoices do, and are looked at again.
    private async Task<NodePublicKey?> FindNode(CancellationToken cancel)
    {
        try
        {
            return (await node.GetInfo(cancel)).Id;
        }
        catch (NodeUnavailableException)
        {
            return null;
        }
    }

    private async Task<bool> Expire(WalletId wallet, NodePublicKey? nodeId, CancellationToken cancel)
    {
        try
        {
            return nodeId is not null && await expire.Execute(wallet, nodeId, cancel);
        }
        catch (NodeUnavailableException)
        {
            return false;
        }
    }
}
