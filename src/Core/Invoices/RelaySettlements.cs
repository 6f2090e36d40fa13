using Fulgurite.Lightning;
using Fulgurite.Messaging;

namespace Fulgurite.Invoices;

/// <summary>
/// Carries a node's settlements to the <c>lnd-events</c> queue: publish first, then move the cursor. Several relays of
/// one node do no harm: messages carry the same ids, and the cursor only moves forward.
/// A subscription can be deaf while its connection is well (lnd #7727), so one that is silent is renewed from the
/// cursor: the node then sends again whatever was missed.
/// </summary>
public sealed class RelaySettlements(
    ILightningNode node,
    PublishSettlements publish,
    FirstSettlements first,
    RelayCursor cursor,
    TimeProvider clock)
{
    /// <summary>
    /// How long a subscription may be silent before it is renewed. With <see cref="SettlementStream.EchoWithin"/> for
    /// the new one, a deaf node is told of within 30 seconds.
    /// </summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a moved cursor may wait to be stored: a busy node costs two storage transactions a second, not two a
    /// settlement.
    /// </summary>
    private static readonly TimeSpan CursorLag = TimeSpan.FromSeconds(1);

    /// <summary>While nothing has settled, listing takes at most this part of the time.</summary>
    private const int ListingShare = 20;

    /// <summary>
    /// Relays until the stream breaks, which it always does by throwing, or the token is cancelled. The caller waits a
    /// little and calls again.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The node went away, or went deaf.</exception>
    /// <exception cref="BusUnavailableException">
    /// The bus went away; the cursor was not moved past what it missed.
    /// </exception>
    public async Task Execute(NodePublicKey nodeId, CancellationToken cancel)
    {
        var published = await cursor.Load(nodeId, cancel);
        while (true)
        {
            published = published == 0
                ? await Begin(nodeId, cancel)
                : await Follow(nodeId, published, cancel);
        }
    }

    // Nothing has settled yet, as far as we know; the cursor leaves 0 once and for all when something has. A renewed
    // subscription would prove nothing here, so the node is listed instead: it has only what was never paid.
    private async Task<ulong> Begin(NodePublicKey nodeId, CancellationToken cancel)
    {
        await using var stream = new SettlementStream(node, 0, clock, cancel);
        var began = clock.GetTimestamp();
        var highest = await first.Highest(cancel);
        if (highest == 0)
        {
            var pause = clock.GetElapsedTime(began) * ListingShare;
            if (await stream.Next(pause > SilenceMax ? pause : SilenceMax) is not { } live)
            {
                return 0;
            }

            await publish.Execute(nodeId, live, cancel);
            highest = live.SettleIndex;
            if (highest == 1)
            {
                await cursor.Advance(nodeId, highest, cancel);
                return highest;
            }
        }

        await first.PublishUpTo(nodeId, highest, cancel);
        return highest;
    }

    // One subscription, until it is silent. Returns the cursor, stored.
    private async Task<ulong> Follow(NodePublicKey nodeId, ulong published, CancellationToken cancel)
    {
        await using var window = publish.Window(nodeId, published, cancel);
        await using var stream = new SettlementStream(node, published, clock, cancel);
        var (stored, storedAt) = (published, clock.GetTimestamp());
        while (true)
        {
            // Perhaps more is on its way: one write of the cursor then serves for all of it.
            var isIdle = window.IsEmpty && window.Published == stored;
            var settled = await stream.Next(isIdle ? SilenceMax : CursorLag);
            if (settled is not null)
            {
                await window.Add(settled);
            }
            else if (isIdle)
            {
                return stored;
            }
            else
            {
                await window.Drain();
            }

            if (settled is null || clock.GetElapsedTime(storedAt) >= CursorLag)
            {
                await cursor.Advance(nodeId, window.Published, cancel);
                (stored, storedAt) = (window.Published, clock.GetTimestamp());
            }
        }
    }
}
