namespace Fulgurite.Tests.Credit;

/// <summary>Runs concurrent work on one thread, in an order that a seed decides.</summary>
internal sealed class Interleaving : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();
    private readonly List<TaskCompletionSource> waiting = [];
    private readonly Random dice;

    private Interleaving(int seed) => dice = new Random(seed);

    /// <summary>Runs work to its end; its failure is thrown.</summary>
    public static void Run(int seed, Func<Interleaving, Task> work)
    {
        var before = Current;
        var order = new Interleaving(seed);
        SetSynchronizationContext(order);
        try
        {
            var task = work(order);
            while (!task.IsCompleted)
            {
                order.Step();
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Waits until it is this one's turn among all that wait.</summary>
    public Task Turn()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add(turn);
        return turn.Task;
    }

    /// <summary>A number from 0, less than <paramref name="sides"/>.</summary>
    public int Next(int sides) => dice.Next(sides);

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (ready)
        {
            ready.Enqueue((d, state));
        }
    }

    private void Step()
    {
        (SendOrPostCallback Callback, object? State) next;
        lock (ready)
        {
            if (!ready.TryDequeue(out next))
            {
                next = (_ => Release(), null);
            }
        }

        next.Callback(next.State);
    }

    // Nothing can go on by itself: one of those that wait may.
    private void Release()
    {
        if (waiting.Count == 0)
        {
            Thread.Yield();
            return;
        }

        var index = dice.Next(waiting.Count);
        var turn = waiting[index];
        waiting.RemoveAt(index);
        turn.SetResult();
    }
}
