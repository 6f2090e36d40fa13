namespace Fulgurite.App.LocalHost;

/// <summary>Fires one timer. A tick that comes due while the one before is running is skipped, as in Azure.</summary>
internal sealed class TimerPump(DeclaredFunction.OnTimer function, TriggerClient client, TimeProvider clock)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private readonly SemaphoreSlim turn = new(1);
    private DateTimeOffset last = clock.GetUtcNow();

    /// <summary>Returns when the timer does not run any more.</summary>
    /// <param name="stop">No further tick is fired.</param>
    /// <param name="abort">A running tick is given up.</param>
    public async Task Run(CancellationToken stop, CancellationToken abort)
    {
        try
        {
            while (true)
            {
                var tick = Next(clock.GetUtcNow());
                await Until(tick, stop);
                await FireInTurn(tick, stop, abort);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop. A failed tick is not repeated before the next one.
        }
    }

    /// <summary>
    /// Waits for a tick that is running; from then on, and until <see cref="GiveBack"/>, only <see cref="Fire"/> fires.
    /// </summary>
    public Task Take(CancellationToken cancel) => turn.WaitAsync(cancel);

    /// <summary>Ticks fire by themselves again; those that came due meanwhile do not come again.</summary>
    public void GiveBack() => turn.Release();

    /// <summary>The first tick after an instant.</summary>
    public DateTimeOffset Next(DateTimeOffset after) =>
        new(function.Schedule.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    /// <summary>Fires a tick, for whoever took the timer; returns when the function has ended, however.</summary>
    public async Task Fire(DateTimeOffset tick, CancellationToken abort)
    {
        var status = function.IsMonitored ? new TimerStatus(last, Next(tick)) : null;
        last = tick;
        await client.Post(function, moment => HostEnvelope.OfTimer(function, status, moment), abort);
    }

    private async Task FireInTurn(DateTimeOffset tick, CancellationToken stop, CancellationToken abort)
    {
        await turn.WaitAsync(stop);
        try
        {
            // Not one that was fired, or passed over, while somebody else had the timer.
            if (tick > last)
            {
                await Fire(tick, abort);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    // Never returns early, so that the next tick after now is not the same one again.
    private async Task Until(DateTimeOffset instant, CancellationToken stop)
    {
        while (instant - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            var delay = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            await Task.Delay(delay < LongestDelay ? delay : LongestDelay, clock, stop);
        }
    }
}
