using Fulgurite.Lightning;

namespace Fulgurite.Invoices;

/// <summary>
/// Several sends at once, in order: a backlog of thousands must not wait for a round trip each. What counts as
/// published ends before the first send that has not succeeded, so a cursor kept by it skips nothing.
/// </summary>
internal sealed class SettlementWindow(Func<NodeInvoice, Task> send, ulong published) : IAsyncDisposable
{
    /// <summary>Sends at once.</summary>
    public const int Width = 16;

    private readonly Queue<(ulong Index, Task Sent)> underWay = new();

    /// <summary>Everything up to this settle index was accepted by the bus.</summary>
    public ulong Published { get; private set; } = published;

    /// <summary>True when no send is under way.</summary>
    public bool IsEmpty => underWay.Count == 0;

    /// <summary>Sends one more; waits first while the window is full.</summary>
    public async Task Add(NodeInvoice invoice)
    {
        await Collect();
        if (underWay.Count == Width)
        {
            await CollectOldest();
        }

        underWay.Enqueue((invoice.SettleIndex, send(invoice)));
    }

    /// <summary>Counts what has been accepted. Throws what the oldest send threw.</summary>
    public async Task Collect()
    {
        while (underWay.TryPeek(out var oldest) && oldest.Sent.IsCompleted)
        {
            await CollectOldest();
        }
    }

    /// <summary>Waits for all of it.</summary>
    public async Task Drain()
    {
        while (underWay.Count > 0)
        {
            await CollectOldest();
        }
    }

    /// <summary>Waits for what is still under way, however it ends: it is sent again after the cursor.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(underWay.Select(each => each.Sent)).ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task CollectOldest()
    {
        var (index, sent) = underWay.Peek();
        await sent;
        underWay.Dequeue();
        Published = Math.Max(Published, index);
    }
}
