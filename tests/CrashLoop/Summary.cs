using System.Globalization;

namespace Fulgurite.CrashLoop;

/// <summary>The last lines of a run.</summary>
internal static class Summary
{
    public static void Write(TextWriter output, CrashOptions options, Record record, TimeSpan took)
    {
        var recoveries = record.Recoveries.Order().ToList();
        output.WriteLine();
        Row(output, "seed", $"{options.Seed}");
        Row(output, "took", Seconds(took));
        foreach (var (what, count) in record.Tally.Counts)
        {
            Row(output, what, count.ToString(CultureInfo.InvariantCulture));
        }

        Row(output, "deposits taken", $"{record.Deposits.Count}");
        Row(output, "deposits paid", $"{record.Deposits.Count(deposit => deposit.IsPaid)}");
        if (recoveries.Count > 0)
        {
            Row(output, "time to recover, p50", Seconds(recoveries[recoveries.Count / 2]));
            Row(output, "time to recover, max", Seconds(recoveries[^1]));
        }

        Row(output, "contradictions", $"{record.Tally.Contradictions.Count}");
        foreach (var contradiction in record.Tally.Contradictions)
        {
            output.WriteLine($"WRONG  {contradiction}");
        }

        output.WriteLine(record.Tally.Contradictions.Count == 0 ? "Everything holds." : "NOT EVERYTHING HOLDS.");
    }

    private static void Row(TextWriter output, string name, string value) =>
        output.WriteLine($"  {name,-44}{value,12}");

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
