using System.Diagnostics;

namespace Fulgurite.Bench.Node;

/// <summary>
/// Makes a stand-in as slow as what it stands for, without using a processor for it: turns are given out at most so
/// often, and none comes at once. Zero gives turns freely.
/// </summary>
internal sealed class Pace(TimeSpan interval)
{
    private readonly Lock gate = new();
    private readonly long intervalTicks = (long)(interval.TotalSeconds * Stopwatch.Frequency);
    private long last;

    /// <summary>Waits for the caller's turn.</summary>
    public async Task Turn()
    {
        if (intervalTicks == 0)
        {
            return;
        }

        long turn;
        lock (gate)
        {
            turn = last = Math.Max(last, Stopwatch.GetTimestamp()) + intervalTicks;
        }

        // A timer counts whole milliseconds, and only ever comes late: a turn that comes late does not delay the next.
        while (Stopwatch.GetTimestamp() is var now && now < turn)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling((turn - now) * 1000.0 / Stopwatch.Frequency)));
        }
    }
}
