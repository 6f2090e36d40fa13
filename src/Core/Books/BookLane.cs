using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Books;

/// <summary>One wallet's queue inside this process: one round of commits at a time.</summary>
internal sealed class BookLane(WalletId wallet, ITableStore tables, AttentionIndex attention, TimeProvider clock)
{
    /// <summary>
    /// Most commands taken into a round: more than fit one batch are committed one batch after the other.
    /// </summary>
    private const int RoundMax = 32;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = new();
    private readonly BookRound round = new(wallet, tables, attention, clock);
    private bool isRunning;

    /// <summary>True when nothing is queued or in flight.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
            {
                return !isRunning;
            }
        }
    }

    /// <summary>Queues a command; the task ends with its result.</summary>
    public Task<BookResult> Enqueue(BookCommand command)
    {
        var waiting = new Waiting(command);
        lock (gate)
        {
            queue.Enqueue(waiting);
            if (isRunning)
            {
                return waiting.Result.Task;
            }

            isRunning = true;
        }

        _ = Run();
        return waiting.Result.Task;
    }

    private async Task Run()
    {
        while (Take() is { Count: > 0 } taken)
        {
            var results = await round.Commit([.. taken.Select(w => w.Command)]);
            for (var i = 0; i < taken.Count; i++)
            {
                taken[i].Result.SetFromTask(results[i]);
            }
        }
    }

    private List<Waiting> Take()
    {
        lock (gate)
        {
            var taken = new List<Waiting>();
            while (taken.Count < RoundMax && queue.TryDequeue(out var next))
            {
                taken.Add(next);
            }

            isRunning = taken.Count > 0;
            return taken;
        }
    }

    private sealed class Waiting(BookCommand command)
    {
        public BookCommand Command => command;

        public TaskCompletionSource<BookResult> Result { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
