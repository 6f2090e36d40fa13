namespace Fulgurite.Sandbox.Clock;

/// <summary>
/// A timer of a <see cref="SandboxClock"/>, which alone reads and writes its instant, under its lock.
/// </summary>
internal sealed class SandboxTimer(SandboxClock clock, long number, Action call) : ITimer
{
    /// <summary>Earlier instants first, and of one instant the timer that was made first.</summary>
    public static readonly IComparer<SandboxTimer> ByInstant = Comparer<SandboxTimer>.Create((one, other) =>
        one.DueAt.CompareTo(other.DueAt) is var order and not 0 ? order : one.Number.CompareTo(other.Number));

    private volatile bool isDisposed;

    public long Number => number;

    public DateTimeOffset DueAt { get; set; }

    public TimeSpan Period { get; set; }

    public void Call()
    {
        if (!isDisposed)
        {
            call();
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (isDisposed)
        {
            return false;
        }

        clock.Arm(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        isDisposed = true;
        clock.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
