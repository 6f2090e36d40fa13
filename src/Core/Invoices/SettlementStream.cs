using Fulgurite.Lightning;

namespace Fulgurite.Invoices;

/// <summary>
/// One subscription to a node's settlements, read with patience. It begins one before the cursor where it can, so that
/// the node has to show a settlement that we know: a subscription that stays deaf is told from one on which nothing
/// happens.
/// </summary>
internal sealed class SettlementStream : IAsyncDisposable
{
    /// <summary>How long the node may take to show what we know.</summary>
    public static readonly TimeSpan EchoWithin = TimeSpan.FromSeconds(8);

    private readonly TimeProvider clock;
    private readonly ulong cursor;
    private readonly CancellationToken cancel;
    private readonly CancellationTokenSource leaving;
    private readonly IAsyncEnumerator<NodeInvoice> stream;
    private Task<bool> next;

    /// <summary>Subscribes.</summary>
    /// <param name="node">To whose settlements.</param>
    /// <param name="cursor">Settlements after this index are wanted; from 0 the node sends live ones only.</param>
    /// <param name="clock">Measures silence.</param>
    /// <param name="cancel">Ends it.</param>
    public SettlementStream(ILightningNode node, ulong cursor, TimeProvider clock, CancellationToken cancel)
    {
        (this.clock, this.cursor, this.cancel) = (clock, cursor, cancel);
        leaving = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        // 1 is the lowest index from which a node sends its backlog.
        var after = cursor > 1 ? cursor - 1 : cursor;
        stream = node.SubscribeSettledInvoices(after, leaving.Token).GetAsyncEnumerator(leaving.Token);
        next = stream.MoveNextAsync().AsTask();
    }

    /// <summary>Whether the subscription has shown anything: that the node serves it.</summary>
    public bool IsHeard { get; private set; }

    /// <summary>The next settlement after the cursor; null when there is none for so long.</summary>
    /// <exception cref="NodeUnavailableException">
    /// The stream broke, or the node does not show the settlement at the cursor, which it showed before.
    /// </exception>
    public async Task<NodeInvoice?> Next(TimeSpan patience)
    {
        while (await IsThere(patience))
        {
            if (!await next)
            {
                throw new NodeUnavailableException("The node ended the stream of settlements.");
            }

            var invoice = stream.Current;
            next = stream.MoveNextAsync().AsTask();
            IsHeard = true;
            if (invoice.SettleIndex > cursor)
            {
                return invoice;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A stream that is being read refuses to be disposed of, and its refusal would hide why the reader leaves.
        leaving.Cancel();
        await ((Task)next).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await stream.DisposeAsync();
        leaving.Dispose();
    }

    private async Task<bool> IsThere(TimeSpan patience)
    {
        var isEchoDue = !IsHeard && cursor > 1;
        await Wait(isEchoDue ? EchoWithin : patience);
        cancel.ThrowIfCancellationRequested();
        return next.IsCompleted || !isEchoDue
            ? next.IsCompleted
            : throw new NodeUnavailableException(
                $"The node does not show settlement {cursor}, which it showed before: "
                + "its subscription is deaf, or it was restored from a backup.");
    }

    private async Task Wait(TimeSpan patience)
    {
        if (next.IsCompleted)
        {
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(next, Task.Delay(patience, clock, over.Token));
        over.Cancel();
    }
}
