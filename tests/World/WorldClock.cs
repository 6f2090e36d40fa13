namespace Fulgurite.Worlds;

/// <summary>The scheduler's time as a clock; its timers are entries in the agenda.</summary>
internal sealed class WorldClock(Scheduler scheduler) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    /// <inheritdoc/>
    public override long GetTimestamp() => scheduler.Now.UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WorldTimer(scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class WorldTimer(Scheduler scheduler, Action callback) : ITimer
    {
        // Each change outdates the entries made before it.
        private int generation;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            generation++;
            Arm(generation, dueTime, period);
            return true;
        }

        public void Dispose() => generation++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(int armed, TimeSpan wait, TimeSpan period)
        {
            if (wait == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            scheduler.After(wait, () =>
            {
                if (armed == generation)
                {
                    Arm(armed, period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan, period);
                    callback();
                }
            });
        }
    }
}
