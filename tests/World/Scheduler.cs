namespace Fulgurite.Worlds;

/// <summary>
/// Simulated time on one thread: what is to happen, in order of its instant. Nothing takes time by itself; time jumps
/// to the next thing. What happens at the same instant happens in an order drawn from the seed.
/// </summary>
internal sealed class Scheduler(Dice dice, DateTimeOffset start)
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, ulong Draw)> agenda = new();
    private readonly int thread = Environment.CurrentManagedThreadId;

    /// <summary>The simulated instant.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Things that have happened.</summary>
    public long Steps { get; private set; }

    /// <summary>Where a continuation ran on another thread; a run in which one did means nothing.</summary>
    public string? Escape { get; private set; }

    /// <summary>Has something happen at an instant, or now if that has passed.</summary>
    public void At(DateTimeOffset at, Action happens)
    {
        // A continuation that escaped to the thread pool would make runs differ: the world ends with its stack.
        if (Environment.CurrentManagedThreadId != thread)
        {
            Escape = Environment.StackTrace;
            return;
        }

        agenda.Enqueue(happens, (at > Now ? at : Now, dice.Next()));
    }

    /// <summary>Has something happen after a while.</summary>
    public void After(TimeSpan wait, Action happens) => At(Now + wait, happens);

    /// <summary>Has something happen at the present instant, after what is under way.</summary>
    public void Soon(Action happens) => At(Now, happens);

    /// <summary>Time jumps: what was to happen until then happens next, late.</summary>
    public void Jump(DateTimeOffset to) => Now = to > Now ? to : Now;

    /// <summary>Makes the next thing happen. False when nothing ever will.</summary>
    public bool Step()
    {
        if (!agenda.TryDequeue(out var happens, out var when))
        {
            return false;
        }

        Now = when.At > Now ? when.At : Now;
        Steps++;
        happens();
        return true;
    }
}
