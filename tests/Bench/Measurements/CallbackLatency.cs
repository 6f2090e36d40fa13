using System.Diagnostics;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Node;
using Fulgurite.Bench.Subjects;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// From the node's own notification to the merchant's server holding the signed callback. Node and merchant are in this
/// process, so both ends are read from one clock; the product is in its own.
/// </summary>
internal static class CallbackLatency
{
    private const string Name = "callbacks";

    public static async Task Run(BenchOptions options, Report report)
    {
        using var scratch = new ScratchFolder();
        await using var node = await NodeStandIn.Start(TimeSpan.Zero);
        await using var receiver = await CallbackReceiver.Start();
        await using var product = await Product.Start(
            scratch.Path,
            [
                "--ephemeral",
                "--callback-url",
                receiver.Url,
                .. Product.NodeOptions(scratch.Path, node.Address, node.CertificatePem),
            ]);
        var facts = Facts.Read(product.FactsFile);
        receiver.Sign = facts.Sign;
        using var merchant = new Merchant(facts);

        await Settle(node, merchant, receiver, "warm-up", 50, options.Duration / 2);
        foreach (var perSecond in (int[])[10, 50, 200])
        {
            var times = await Settle(node, merchant, receiver, $"at-{perSecond}", perSecond, options.Duration);
            var isTarget = perSecond <= 50;
            report.Add(
                Name, $"{perSecond} settlements a second, p50", times.At(0.5), "ms",
                isTarget ? Target.AtMost(25) : null);
            report.Add(
                Name, $"{perSecond} settlements a second, p99", times.At(0.99), "ms",
                isTarget ? Target.AtMost(100) : null);
        }
    }

    private static async Task<Latencies> Settle(
        NodeStandIn node, Merchant merchant, CallbackReceiver receiver, string prefix, int perSecond, TimeSpan duration)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        var ids = Enumerable.Range(0, count).Select(i => $"{prefix}-{i}").ToList();
        var taken = new List<Lightning.PaymentHash>();
        foreach (var id in ids)
        {
            taken.Add((await merchant.Take(id)).Hash);
        }

        var settledAt = new long[count];
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var wait = (i / (double)perSecond) - Stopwatch.GetElapsedTime(begun).TotalSeconds;
            if (wait > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(wait));
            }

            settledAt[i] = Stopwatch.GetTimestamp();
            node.Settle(taken[i]);
        }

        var times = new Latencies();
        for (var i = 0; i < count; i++)
        {
            var arrivedAt = await receiver.Arrival(ids[i]);
            times.Add(Stopwatch.GetElapsedTime(settledAt[i], arrivedAt).TotalMilliseconds);
        }

        return times;
    }
}
