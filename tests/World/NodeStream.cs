using Fulgurite.Lightning;

namespace Fulgurite.Worlds;

/// <summary>One subscription to a node's settlements: in order, each after its time on the way.</summary>
internal sealed class NodeStream(Scheduler scheduler)
{
    private readonly Queue<NodeInvoice> arrived = new();
    private TaskCompletionSource<NodeInvoice?>? reader;
    private DateTimeOffset lastAt;
    private bool isBroken;

    /// <summary>Whether nobody reads it any more.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>Sends one.</summary>
    public void Send(NodeInvoice invoice, TimeSpan takes)
    {
        var at = scheduler.Now + takes;
        lastAt = at > lastAt ? at : lastAt.AddTicks(1);
        scheduler.At(lastAt, () => Arrive(invoice));
    }

    /// <summary>Breaks the connection after what has arrived.</summary>
    public void Break()
    {
        isBroken = true;
        reader?.SetException(Broken());
        reader = null;
    }

    /// <summary>
    /// Its reader does not want any more. Told without an exception: relays renew their subscriptions all the time, and
    /// exceptions are slow.
    /// </summary>
    public void Leave()
    {
        IsLeft = isBroken = true;
        reader?.SetResult(null);
        reader = null;
    }

    /// <summary>The next settlement; null when its reader has left.</summary>
    public Task<NodeInvoice?> Next()
    {
        if (IsLeft)
        {
            return Task.FromResult<NodeInvoice?>(null);
        }

        if (arrived.TryDequeue(out var invoice))
        {
            return Task.FromResult<NodeInvoice?>(invoice);
        }

        if (isBroken)
        {
            return Task.FromException<NodeInvoice?>(Broken());
        }

        reader = new TaskCompletionSource<NodeInvoice?>();
        return reader.Task;
    }

    private void Arrive(NodeInvoice invoice)
    {
        if (isBroken)
        {
            return;
        }

        arrived.Enqueue(invoice);
        if (reader is { } waiting)
        {
            reader = null;
            waiting.SetResult(arrived.Dequeue());
        }
    }

    private static NodeUnavailableException Broken() => new("The stream broke.");
}
