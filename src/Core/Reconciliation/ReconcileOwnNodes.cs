using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.Reconciliation;

/// <summary>
/// Compares what customers' own nodes have settled with what relays published, as <see cref="ReconcileSettlements"/>
/// does for the operator's. A node that is away, or is another than was registered, is told of, and holds up nobody.
/// </summary>
/// <param name="nodes">Finds them.</param>
/// <param name="settlementsOf">What compares one.</param>
public sealed class ReconcileOwnNodes(BackingNodes nodes, Func<BackingNode, ReconcileSettlements> settlementsOf)
{
    private const int NodesAtOnce = 8;

    /// <summary>Until the look after the next: each run looks whether it is back.</summary>
    private static readonly TimeSpan AwayFor = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How many settlements were missed, and what is wrong with the first node that is away. One storage transaction,
    /// and for each node what <see cref="ReconcileSettlements.Execute"/> takes.
    /// </summary>
    public async Task<ReconcileReport> Execute(CancellationToken cancel)
    {
        var report = new ReconcileReport(0, 0);
        await foreach (var some in nodes.Lines(cancel).Chunk(NodesAtOnce).WithCancellation(cancel))
        {
            foreach (var one in await Task.WhenAll(some.Select(line => Look(line, cancel))))
            {
                report += one;
            }
        }

        return report;
    }

    private async Task<ReconcileReport> Look(LineOfCreditId line, CancellationToken cancel)
    {
        try
        {
            if (await nodes.Find(line, cancel) is not { } node)
            {
                return default;
            }

            var missed = await settlementsOf(node).Execute((await node.Identify(cancel)).Id, cancel);
            nodes.NoteBack(line);
            return new ReconcileReport(0, 0) { MissedSettlements = missed };
        }
        catch (Exception failure) when (failure is NodeUnavailableException or NodeRefusedException)
        {
            nodes.NoteAway(line, AwayFor);
            return new ReconcileReport(0, 0) { NodeProblem = $"The own node of line {line}: {failure.Message}" };
        }
    }
}
