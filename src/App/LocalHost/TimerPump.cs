namespace Fulgurite.App.LocalHost;

/// <summary>Fires one timer. A tick that comes due while the one before is running is skipped, as in Azure.</summary>
internal sealed class TimerPump(DeclaredFunction.OnTimer function, TriggerClient client, TimeProvider clock)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>Returns when the timer does not run any more.</summary>
    /// <param name="stop">No further tick is fired.</param>
    /// <param name="abort">A running tick is given up.</param>
    public async Task Run(CancellationToken stop, CancellationToken abort)
    {
        var last = clock.GetUtcNow();
        try
        {
            while (true)
            {
                var tick = Next(clock.GetUtcNow());
                await Until(tick, stop);
                await Fire(tick, last, abort);
                last = tick;
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop. A failed tick is not repeated before the next one.
        }
    }

    private async Task Fire(DateTimeOffset tick, DateTimeOffset last, CancellationToken abort)
    {
        var status = function.IsMonitored ? new TimerStatus(last, Next(tick)) : null;
        await client.Post(function, moment => HostEnvelope.OfTimer(function, status, moment), abort);
    }

    private DateTimeOffset Next(DateTimeOffset after) =>
        new(function.Schedule.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

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
