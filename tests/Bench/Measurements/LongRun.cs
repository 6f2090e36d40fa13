using System.Globalization;
using System.Text.Json.Nodes;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Load;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// The process's memory while payment follows payment, each from the API's first byte to the acknowledged callback:
/// once with the node outside of the process, as deployed, and once with the sandbox network inside.
/// </summary>
internal static class LongRun
{
    private const string Name = "memory";
    private const int Parts = 10;
    private const int Portion = 500;
    private const int CallersAtOnce = 16;
    private const int PaidAfterMs = 500;
    private const double ResidentMbMax = 200;
    private static readonly TimeSpan RelayStartsWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan AnyTime = TimeSpan.FromDays(1);

    public static async Task Run(BenchOptions options, Report report)
    {
        using (var scratch = new ScratchFolder())
        {
            using var node = ChildProcess.Start("node", "0", PaidAfterMs.ToString(CultureInfo.InvariantCulture));
            var ready = await node.Read();
            await File.WriteAllTextAsync(scratch.File("tls.cert"), ready["certificate"]!.GetValue<string>());
            using var subject = ChildProcess.Start(
                "subject", scratch.Path, ready["address"]!.GetValue<string>(), scratch.File("tls.cert"));
            await Measure(subject, "take", "node outside", scratch, options.Payments, report);
        }

        using (var scratch = new ScratchFolder())
        {
            using var subject = ChildProcess.Start("subject", scratch.Path);
            await Measure(subject, "deposits", "sandbox network inside", scratch, options.Payments, report);
        }
    }

    private static async Task Measure(
        ChildProcess subject, string load, string shape, ScratchFolder scratch, int payments, Report report)
    {
        await subject.Read();

        // The stand-in lists nothing, so what it settles before the relay subscribes for the first time is lost.
        await Task.Delay(RelayStartsWithin);
        using var generator = ChildProcess.Start("load", load, scratch.File("sandbox.json"));
        var (made, begun, history) = (0, TimeProvider.System.GetTimestamp(), new List<(int Made, double ResidentMb)>());
        for (var part = 1; part <= Parts; part++)
        {
            while (made < payments * (long)part / Parts)
            {
                var portion = Math.Min(Portion, payments - made);
                made += (await LoadRun.Of(generator, CallersAtOnce, AnyTime, portion, isWarm: true)).Calls;
                await Settled(subject, made);
            }

            var state = await Settled(subject, made);
            history.Add((made, state["residentMb"]!.GetValue<double>()));
            if (part is 1 or 5 or Parts)
            {
                var shapeNow = string.Create(CultureInfo.InvariantCulture, $"{shape}, after {made:#,0} payments");
                report.Add(Name, $"{shapeNow}, resident", history[^1].ResidentMb, "MB", Target.AtMost(ResidentMbMax));
                report.Add(Name, $"{shapeNow}, heap", state["liveMb"]!.GetValue<double>(), "MB");
            }
        }

        var grown = history[^1].ResidentMb - history[Parts / 2].ResidentMb;
        var over = history[^1].Made - history[Parts / 2].Made;
        report.Add(Name, $"{shape}, growth over the last 40 %", grown * 1e6 / over, "bytes a payment");
        report.Add(Name, $"{shape}, rate", made / TimeProvider.System.GetElapsedTime(begun).TotalSeconds, "payments/s");
    }

    private static async Task<JsonNode> Settled(ChildProcess subject, int made)
    {
        var until = DateTimeOffset.UtcNow + SettledWithin;
        while (true)
        {
            var state = await subject.Ask(new JsonObject());
            var settled = state["settled"]!.GetValue<long>();
            if (settled == made)
            {
                return state;
            }

            Invariant.Holds(DateTimeOffset.UtcNow < until, $"every payment is credited: {settled} of {made}");
            await Task.Delay(50);
        }
    }
}
