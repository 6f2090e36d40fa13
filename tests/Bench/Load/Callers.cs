using System.Diagnostics;
using Fulgurite.Bench.Figures;

namespace Fulgurite.Bench.Load;

/// <summary>Callers within this process: for what has no API.</summary>
internal static class Callers
{
    /// <summary>Calls from so many callers at once, each waiting for its last call, for so long or so often.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="duration">How long.</param>
    /// <param name="callsMax">How many calls at most.</param>
    /// <param name="call">Given the number of the call, from 0.</param>
    public static async Task<LoadRun> Run(int callers, TimeSpan duration, int callsMax, Func<int, Task> call)
    {
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var last = -1;
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (clock.Elapsed < duration && Interlocked.Increment(ref last) is var number && number < callsMax)
            {
                var begun = Stopwatch.GetTimestamp();
                await call(number);
                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return own;
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        self.Refresh();
        var all = new Latencies();
        all.AddRange(times.SelectMany(t => t));
        var used = (self.TotalProcessorTime - cpu).TotalSeconds;
        return new LoadRun(all.Count, seconds, used, all.At(0.5), all.At(0.99));
    }
}
