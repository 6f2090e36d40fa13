namespace Fulgurite.Sandbox.Clock;

/// <summary>
/// The machine's time and what the sandbox is ahead of it, which only grows. Instants and timers are the sandbox's:
/// a timer fires when its instant comes, by time that passes or by a move. Timestamps are the machine's, so that what
/// measures how long something took is not deceived by a move. Safe for concurrent use.
/// </summary>
/// <remarks>
/// What must not end because the time was moved, such as the wait for an answer of somebody else's server, takes the
/// machine's clock. Timers fire one after another in the order of their instants, on the thread pool: a callback that
/// blocks holds the others up. A periodic timer that a move passed over several times fires once, as a system's timer
/// does when it was held up.
/// </remarks>
public sealed class SandboxClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly TimeProvider machine;
    private readonly SandboxClockFile? file;
    private readonly SortedSet<SandboxTimer> armed = new(SandboxTimer.ByInstant);
    private readonly ITimer wake;
    private long aheadTicks;
    private long lastNumber;
    private bool isFiring;

    /// <summary>A clock over the machine's.</summary>
    /// <param name="machine">Tells the time that really passes.</param>
    /// <param name="path">The file that keeps how far it is ahead; null keeps nothing.</param>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public SandboxClock(TimeProvider machine, string? path = null)
    {
        this.machine = machine;
        file = path is null ? null : new SandboxClockFile(path);
        aheadTicks = file?.Read().Ticks ?? 0;
        wake = machine.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What it is ahead of the machine: whole milliseconds.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Volatile.Read(ref aheadTicks));

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + Ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var context = ExecutionContext.Capture();
        Action call = context is null
            ? () => callback(state)
            : () => ExecutionContext.Run(context, _ => callback(state), null);
        var timer = new SandboxTimer(this, Interlocked.Increment(ref lastNumber), call);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the time to an instant at the least: nothing where it has come already. Kept in the file before anybody
    /// can read it, so that nothing is ever dated later than a clock that is read after a crash. Timers that come due
    /// fire soon after it returns.
    /// </summary>
    /// <exception cref="IOException">It cannot be kept; the time is as before.</exception>
    public void MoveTo(DateTimeOffset instant)
    {
        lock (gate)
        {
            var ahead = UpToWholeMillisecond(instant - machine.GetUtcNow());
            if (ahead <= Ahead)
            {
                return;
            }

            file?.Write(ahead);
            Volatile.Write(ref aheadTicks, ahead.Ticks);
        }

        ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.Fire(), this, preferLocal: false);
    }

    /// <summary>
    /// Takes over what the file says by now, where that is more. For whoever read it before it had the file to itself.
    /// </summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public void ReadAgain()
    {
        lock (gate)
        {
            Volatile.Write(ref aheadTicks, Math.Max(aheadTicks, file?.Read().Ticks ?? 0));
        }
    }

    internal void Arm(SandboxTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            armed.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.DueAt = GetUtcNow() + dueTime;
                armed.Add(timer);
                WakeForFirst();
            }
        }
    }

    internal void Disarm(SandboxTimer timer)
    {
        lock (gate)
        {
            armed.Remove(timer);
        }
    }

    // One thread at a time fires, so that the order is kept; whoever comes meanwhile leaves it to that one.
    private void Fire()
    {
        lock (gate)
        {
            if (isFiring)
            {
                return;
            }

            isFiring = true;
        }

        while (TakeDue() is { } timer)
        {
            timer.Call();
        }
    }

    private SandboxTimer? TakeDue()
    {
        lock (gate)
        {
            var now = GetUtcNow();
            if (armed.Min is not { } first || first.DueAt > now)
            {
                isFiring = false;
                WakeForFirst();
                return null;
            }

            armed.Remove(first);
            if (first.Period > TimeSpan.Zero)
            {
                var next = first.DueAt + first.Period;
                first.DueAt = next > now ? next : now + first.Period;
                armed.Add(first);
            }

            return first;
        }
    }

    // System timers count whole milliseconds and must not fire before the instant.
    private void WakeForFirst()
    {
        if (armed.Min is { } first && !isFiring)
        {
            var wait = Math.Max(0, Math.Ceiling((first.DueAt - GetUtcNow()).TotalMilliseconds));
            wake.Change(TimeSpan.FromMilliseconds(Math.Min(wait, int.MaxValue)), Timeout.InfiniteTimeSpan);
        }
    }

    private static TimeSpan UpToWholeMillisecond(TimeSpan span)
    {
        var past = span.Ticks % TimeSpan.TicksPerMillisecond;
        return past <= 0 ? span : TimeSpan.FromTicks(span.Ticks + TimeSpan.TicksPerMillisecond - past);
    }
}
