using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Storage;

namespace Fulgurite.Reconciliation;

/// <summary>
/// Does for one wallet what was left undone: overdue callbacks are ordered again, payments that are not final are
/// looked at, sends on chain are taken further, what is under way with its line of credit is finished, and invoices
/// and requests on chain past their expiry are taken to their end. Neither waits for another; invoices wait for a node
/// that is away or refuses us, and requests for their invoice and for a look at the chain.
/// </summary>
public sealed class ReconcileWallet(
    BookKeeper books,
    PublishDeliveries publish,
    ExpireReceives expire,
    PublishSends sends,
    AdvanceOnChainSend onChain,
    FinishGrant grants)
{
    /// <summary>
    /// How many callbacks were overdue, the sends on chain that are not final, and whether nothing is left to look at
    /// again. Each part is done whatever becomes of the others; the first failure is told when all were tried.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Some is not done: look again.</exception>
    /// <exception cref="BusUnavailableException">Some is not done: look again.</exception>
    /// <exception cref="NodeUnavailableException">Some is not done: look again.</exception>
    /// <exception cref="NodeRefusedException">Some is not done: look again.</exception>
    public async Task<(int Overdue, IReadOnlyList<OnChainSend> Unsent, bool IsDone)> Execute(
        WalletId wallet, NodePublicKey? nodeId, CancellationToken cancel)
    {
        // Before anything is looked for: what comes later than this look has a mark of its own.
        var fenced = await Ended(Fence(wallet, cancel));
        var overdue = await Ended(publish.Overdue(wallet, AttentionIndex.Grace, cancel));
        var unfinished = await Ended(sends.Unfinished(wallet, cancel));
        var unsent = await Ended(onChain.Unfinished(wallet, cancel));
        var granted = await Ended(Finish(wallet, cancel));
        var expired = await Ended(expire.Execute(wallet, nodeId, cancel));
        var isFenced = await fenced && await granted;
        var (callbacks, payments, isAllExpired) = (await overdue, await unfinished, await expired);
        var left = await unsent;
        return (callbacks, left, isFenced && callbacks == 0 && payments + left.Count == 0 && isAllExpired);
    }

    private async Task<bool> Finish(WalletId wallet, CancellationToken cancel)
    {
        await grants.Execute(wallet, cancel);
        return true;
    }

    private async Task<bool> Fence(WalletId wallet, CancellationToken cancel)
    {
        await books.Fence(wallet, cancel);
        return true;
    }

    private static async Task<Task<T>> Ended<T>(Task<T> part)
    {
        await ((Task)part).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return part;
    }
}
