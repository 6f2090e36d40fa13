using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Messaging;

namespace Fulgurite.Reconciliation;

/// <summary>
/// Publishes what a node has settled and no relay has published: the node's word against the persisted cursor, without
/// any relay. What settled a moment ago is surely on its way and left alone.
/// </summary>
public sealed class ReconcileSettlements(
    ILightningNode node,
    PublishSettlements publish,
    FirstSettlements first,
    RelayCursor cursor,
    TimeProvider clock)
{
    /// <summary>Most settlements of one run; the next goes on behind them.</summary>
    public const int SettlementsMax = 10_000;

    /// <summary>
    /// What the node settled less than this ago is left to the relay. The node's clock may be wrong: what it says of
    /// the future counts as old.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>What <see cref="Patience"/> is where nobody says otherwise: enough for a node over a network.</summary>
    public static readonly TimeSpan PatienceOverNetwork = TimeSpan.FromSeconds(1);

    /// <summary>How long a run may take over the backlog, and over a first start.</summary>
    private static readonly TimeSpan RunMax = TimeSpan.FromSeconds(60);

    /// <summary>How long the node may take over the next settlement of its backlog.</summary>
    public TimeSpan Patience { get; init; } = PatienceOverNetwork;

    /// <summary>
    /// Publishes what is missing and moves the cursor behind it; returns how many. One storage read and one
    /// subscription where nothing is; else a message for each and two storage transactions.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The next run goes on.</exception>
    /// <exception cref="BusUnavailableException">The next run goes on.</exception>
    public async Task<int> Execute(NodePublicKey nodeId, CancellationToken cancel)
    {
        var published = await cursor.Load(nodeId, cancel);
        return published == 0
            ? await Begin(nodeId, cancel)
            : await Follow(nodeId, published, cancel);
    }

    // While the cursor is at 0 nothing has ever settled at the node, as far as we know, so it is listed: that is short
    // on a node that nobody ever paid, and the first settlement found ends it for good. A node that settled thousands
    // before we came takes its relay to begin; the time limit keeps it from being listed here every minute.
    private async Task<int> Begin(NodePublicKey nodeId, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(RunMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var highest = await first.Highest(either.Token);
            return highest == 0 ? 0 : await first.PublishUpTo(nodeId, highest, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new NodeUnavailableException(
                "The node holds too many invoices to be listed in a minute: its relay must make the first start.");
        }
    }

    private async Task<int> Follow(NodePublicKey nodeId, ulong published, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        var count = 0;
        await using var window = publish.Window(nodeId, published, cancel);
        await using var stream = new SettlementStream(node, published, clock, cancel);
        while (count < SettlementsMax
            && clock.GetElapsedTime(began) < RunMax
            && await stream.Next(Patience) is { } settled
            && !IsOnItsWay(settled))
        {
            await window.Add(settled);
            count++;
        }

        await window.Drain();
        if (count > 0)
        {
            await cursor.Advance(nodeId, window.Published, cancel);
        }

        return count;
    }

    // They come in the order of settlement: behind the first recent one there are only more recent ones.
    private bool IsOnItsWay(NodeInvoice settled) =>
        clock.GetUtcNow() - settled.SettledAt is { } age && age < Grace && age > -Grace;
}
