using System.Globalization;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Load;
using Fulgurite.Bench.Subjects;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// Invoices through the whole API against the same node alone, in turns, so that a machine that is busy with something
/// else is unfair to both. Node, product and callers are processes of their own.
/// </summary>
internal static class InvoiceCreation
{
    private const string Name = "invoices";
    private const int Turns = 3;
    private const double AzuriteRateMin = 400;

    /// <summary>A real LND adds about 1,100 invoices a second at best, and 400 to 700 one after the other.</summary>
    private const int LndIntervalUs = 900;

    public static async Task Run(BenchOptions options, Report report)
    {
        await AgainstNode(LndIntervalUs, "node as fast as LND", options, report);
        await AgainstNode(0, "node at no cost", options, report);
    }

    /// <summary>Over the sandbox network, where the node is within the product: in memory and on Azurite.</summary>
    public static async Task RunSandbox(BenchOptions options, Report report)
    {
        await Alone("sandbox network, in memory", ["--ephemeral"], null, options, report);
        await Alone("sandbox network, on Azurite", [], Target.AtLeast(AzuriteRateMin), options, report);
    }

    private static async Task AgainstNode(int intervalUs, string shape, BenchOptions options, Report report)
    {
        using var scratch = new ScratchFolder();
        using var node = ChildProcess.Start("node", intervalUs.ToString(CultureInfo.InvariantCulture));
        var ready = await node.Read();
        var (address, pem) = (ready["address"]!.GetValue<string>(), ready["certificate"]!.GetValue<string>());
        var toNode = Product.NodeOptions(scratch.Path, address, pem);
        await using var product = await Product.Start(scratch.Path, ["--ephemeral", .. toNode]);
        using var raw = ChildProcess.Start("load", "node", address, scratch.File("tls.cert"));
        using var api = ChildProcess.Start("load", "take", product.FactsFile);
        await LoadRun.Of(api, 8, options.Duration / 2);
        foreach (var callers in (int[])[1, 8, 32])
        {
            var pair = await InTurns(raw, api, product, callers, options.Duration);
            Tell(report, $"{shape}, {callers} callers", pair, isTarget: intervalUs > 0);
        }
    }

    private static async Task<(LoadRun Raw, LoadRun Api, double ProcessorMs)> InTurns(
        ChildProcess raw, ChildProcess api, Product product, int callers, TimeSpan duration)
    {
        var (raws, apis, processor) = (new List<LoadRun>(), new List<LoadRun>(), TimeSpan.Zero);
        for (var turn = 0; turn < Turns; turn++)
        {
            raws.Add(await LoadRun.Of(raw, callers, duration / Turns));
            var before = product.ProcessorTime;
            apis.Add(await LoadRun.Of(api, callers, duration / Turns));
            processor += product.ProcessorTime - before;
        }

        // The generator warms up for a second before each of its turns: the product's time is over that too.
        var together = LoadRun.Together(apis);
        var warm = together.Rate * Turns;
        return (LoadRun.Together(raws), together, processor.TotalMilliseconds / (together.Calls + warm));
    }

    private static void Tell(
        Report report, string shape, (LoadRun Raw, LoadRun Api, double ProcessorMs) pair, bool isTarget)
    {
        var (raw, api, processorMs) = pair;
        report.Add(Name, $"{shape}: node alone", raw.Rate, "/s");
        report.Add(Name, $"{shape}: through the API", api.Rate, "/s");
        report.Add(
            Name, $"{shape}: API to node alone", api.Rate / raw.Rate, "×", isTarget ? Target.AtLeast(0.9) : null);
        report.Add(Name, $"{shape}: node alone, p50", raw.P50, "ms");
        report.Add(Name, $"{shape}: through the API, p50", api.P50, "ms");
        report.Add(Name, $"{shape}: through the API, p99", api.P99, "ms");
        report.Add(Name, $"{shape}: added, p50", api.P50 - raw.P50, "ms", isTarget ? Target.AtMost(5) : null);
        report.Add(Name, $"{shape}: product's processor time an invoice", processorMs, "ms");
        report.Add(Name, $"{shape}: callers' processor time a call", api.ProcessorSeconds * 1000 / api.Calls, "ms");
    }

    private static async Task Alone(
        string shape, string[] how, Target? target, BenchOptions options, Report report)
    {
        using var scratch = new ScratchFolder();
        Repository.ShareTools(scratch.Path);
        await using var product = await Product.Start(scratch.Path, how);
        using var api = ChildProcess.Start("load", "take", product.FactsFile);
        await LoadRun.Of(api, 8, options.Duration / 2);
        foreach (var callers in (int[])[1, 32])
        {
            var run = await LoadRun.Of(api, callers, options.Duration);
            report.Add(Name, $"{shape}, {callers} callers", run.Rate, "/s", callers == 32 ? target : null);
            report.Add(Name, $"{shape}, {callers} callers, p50", run.P50, "ms");
            report.Add(Name, $"{shape}, {callers} callers, p99", run.P99, "ms");
        }
    }
}
