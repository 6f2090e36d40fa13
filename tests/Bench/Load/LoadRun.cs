using System.Text.Json.Nodes;

namespace Fulgurite.Bench.Load;

/// <summary>What a run of callers came to. Percentiles are of the calls' times, in milliseconds.</summary>
internal sealed record LoadRun(int Calls, double Seconds, double ProcessorSeconds, double P50, double P99)
{
    public double Rate => Calls / Seconds;

    /// <summary>Has a load generator make one run, after a warm-up unless it is warm.</summary>
    public static async Task<LoadRun> Of(
        ChildProcess generator, int callers, TimeSpan duration, int callsMax = int.MaxValue, bool isWarm = false)
    {
        var answer = await generator.Ask(new JsonObject
        {
            ["callers"] = callers,
            ["seconds"] = duration.TotalSeconds,
            ["calls"] = callsMax,
            ["warm"] = isWarm,
        });
        return new LoadRun(
            answer["calls"]!.GetValue<int>(),
            answer["seconds"]!.GetValue<double>(),
            answer["cpu"]!.GetValue<double>(),
            answer["p50"]!.GetValue<double>(),
            answer["p99"]!.GetValue<double>());
    }

    /// <summary>Several runs as one: rates over all of it, the middle of the percentiles.</summary>
    public static LoadRun Together(IReadOnlyList<LoadRun> runs) => new(
        runs.Sum(run => run.Calls),
        runs.Sum(run => run.Seconds),
        runs.Sum(run => run.ProcessorSeconds),
        Middle(runs.Select(run => run.P50)),
        Middle(runs.Select(run => run.P99)));

    public JsonObject ToJson() => new()
    {
        ["calls"] = Calls,
        ["seconds"] = Seconds,
        ["cpu"] = ProcessorSeconds,
        ["p50"] = P50,
        ["p99"] = P99,
    };

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
