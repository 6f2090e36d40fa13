using Fulgurite.Lightning;
using Fulgurite.OnChain;

namespace Fulgurite.Reconciliation;

/// <summary>
/// Compares the node's word with what we have booked: its settlements with what relays published, and its wallet on the
/// chain with our receipts. Neither waits for the other, nor fails with it.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="settlements">What the node settled.</param>
/// <param name="chain">What arrived on chain; null where that is not configured.</param>
public sealed class ReconcileNode(ILightningNode node, ReconcileSettlements settlements, WatchChain? chain)
{
    /// <summary>Does the same for customers' own nodes; null where there can be none.</summary>
    public ReconcileOwnNodes? Others { get; init; }

    /// <summary>What was missed of customers' own nodes, and which is away.</summary>
    public Task<ReconcileReport> OfOthers(CancellationToken cancel) =>
        Others is null ? Task.FromResult(default(ReconcileReport)) : Part(Others.Execute(cancel), cancel);

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

    /// <summary>
    /// What was missed, why the node could not be asked, and the first failure of another kind.
    /// </summary>
    public async Task<ReconcileReport> Execute(NodePublicKey nodeId, CancellationToken cancel) =>
        await Part(PublishMissed(nodeId, cancel), cancel) + await Part(Watch(cancel), cancel);

    private async Task<ReconcileReport> PublishMissed(NodePublicKey nodeId, CancellationToken cancel) =>
        new(0, 0) { MissedSettlements = await settlements.Execute(nodeId, cancel) };

    private async Task<ReconcileReport> Watch(CancellationToken cancel)
    {
        if (chain is null)
        {
            return default;
        }

        var seen = await chain.Execute(cancel);
        return new ReconcileReport(0, 0, seen.FirstFailure) { LostReceipts = seen.Lost };
    }

    private static async Task<ReconcileReport> Part(Task<ReconcileReport> part, CancellationToken cancel)
    {
        await ((Task)part).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancel.ThrowIfCancellationRequested();
        if (part.IsCompletedSuccessfully)
        {
            return await part;
        }

        return part.Exception?.InnerException is NodeUnavailableException or NodeRefusedException
            ? new ReconcileReport(0, 0) { NodeProblem = part.Exception.InnerException.Message }
            : new ReconcileReport(0, 0, part);
    }
}
