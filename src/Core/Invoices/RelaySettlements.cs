using Fulgurite.Lightning;
using Fulgurite.Messaging;

namespace Fulgurite.Invoices;

/// <summary>
/// Carries a node's settlements to the <c>lnd-events</c> queue: publish first, then move the cursor. Several relays of
/// one node do no harm: messages carry the same ids, and the cursor only moves forward.
/// </summary>
public sealed class RelaySettlements(
    ILightningNode node, IMessageBus bus, MessageSeal seal, RelayCursor cursor, TimeProvider clock)
{
    /// <summary>
    /// How long a moved cursor may wait to be stored: a busy node costs two storage transactions a second, not two a
    /// settlement.
    /// </summary>
    private static readonly TimeSpan CursorLag = TimeSpan.FromSeconds(1);

    /// <summary>How long a node gets to take up a subscription before its backlog is listed.</summary>
    private static readonly TimeSpan SubscriptionGrace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Relays until the stream breaks, which it always does by throwing, or the token is cancelled. The caller waits a
    /// little and calls again.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The node went away.</exception>
    /// <exception cref="BusUnavailableException">
    /// The bus went away; the cursor was not moved past what it missed.
    /// </exception>
    public async Task Execute(NodePublicKey nodeId, CancellationToken cancel)
    {
        var published = await cursor.Load(nodeId, cancel);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var stream = node.SubscribeSettledInvoices(published, leaving.Token)
            .GetAsyncEnumerator(leaving.Token);
        var next = stream.MoveNextAsync().AsTask();
        try
        {
            if (published == 0)
            {
                // From 0 the node sends no backlog, so it is listed; after subscribing, so that nothing falls between.
                await Task.WhenAny(next, Task.Delay(SubscriptionGrace, clock, cancel));
                published = await PublishBacklog(nodeId, cancel);
                await Task.WhenAny(next, Task.Delay(CursorLag, clock, cancel));
                if (!next.IsCompleted)
                {
                    await cursor.Advance(nodeId, published, cancel);
                }
            }

            var storedAt = clock.GetTimestamp();
            while (await next)
            {
                await Publish(nodeId, stream.Current, cancel);

                // A settlement that the listing passed by comes in the stream, below others that it listed: the cursor
                // waits until the stream is past them.
                var isPastBacklog = stream.Current.SettleIndex >= published;
                published = Math.Max(published, stream.Current.SettleIndex);
                next = stream.MoveNextAsync().AsTask();
                if (!next.IsCompleted)
                {
                    // Perhaps more is on its way: one write of the cursor then serves for all of it.
                    await Task.WhenAny(next, Task.Delay(CursorLag, clock, cancel));
                }

                if (!next.IsCompleted || (isPastBacklog && clock.GetElapsedTime(storedAt) >= CursorLag))
                {
                    await cursor.Advance(nodeId, published, cancel);
                    storedAt = clock.GetTimestamp();
                }
            }
        }
        finally
        {
            // A stream that is being read refuses to be disposed of, and its refusal would hide why the relay stops.
            leaving.Cancel();
            await ((Task)next).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        throw new NodeUnavailableException("The node ended the stream of settlements.");
    }

    private async Task<ulong> PublishBacklog(NodePublicKey nodeId, CancellationToken cancel)
    {
        ulong highest = 0;
        await foreach (var invoice in node.ListSettledInvoices(cancel))
        {
            await Publish(nodeId, invoice, cancel);
            highest = Math.Max(highest, invoice.SettleIndex);
        }

        return highest;
    }

    private Task Publish(NodePublicKey nodeId, NodeInvoice invoice, CancellationToken cancel)
    {
        var settlement = Settlement.Of(nodeId, invoice);
        var body = seal.Seal(QueueName.LndEvents, settlement.ToPayload());
        return bus.Send(new BusMessage(QueueName.LndEvents, settlement.MessageId, body), cancel);
    }
}
