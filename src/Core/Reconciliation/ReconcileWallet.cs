using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Payments;

namespace Fulgurite.Reconciliation;

/// <summary>
/// Does for one wallet what was left undone: overdue callbacks are ordered again, payments that are not final are
/// looked at, and invoices past their expiry are taken to their end. Callbacks do not wait for a node that is away or
/// refuses us; its invoices do.
/// </summary>
public sealed class ReconcileWallet(
    PublishDeliveries publish, ExpireInvoices expire, PublishSends sends, ILightningNode node)
{
    /// <summary>The node's id, or why it is away or refuses us. One node request.</summary>
    public async Task<(NodePublicKey? Id, string? Problem)> FindNode(CancellationToken cancel)
    {
        try
        {
            return ((await node.GetInfo(cancel)).Id, null);
        }
        catch (Exception failure) when (failure is NodeUnavailableException or NodeRefusedException)
        {
            return (null, failure.Message);
        }
    }

    /// <summary>How many callbacks were overdue, and whether nothing is left to look at again.</summary>
    public async Task<(int Overdue, bool IsDone)> Execute(
        WalletId wallet, NodePublicKey? nodeId, CancellationToken cancel)
    {
        var overdue = await publish.Overdue(wallet, AttentionIndex.Grace, cancel);
        var unfinished = await sends.Unfinished(wallet, cancel);
        var isAllExpired = await Expire(wallet, nodeId, cancel);
        return (overdue, overdue == 0 && unfinished == 0 && isAllExpired);
    }

    private async Task<bool> Expire(WalletId wallet, NodePublicKey? nodeId, CancellationToken cancel)
    {
        try
        {
            return nodeId is not null && await expire.Execute(wallet, nodeId, cancel);
        }
        catch (Exception failure) when (failure is NodeUnavailableException or NodeRefusedException)
        {
            return false;
        }
    }
}
