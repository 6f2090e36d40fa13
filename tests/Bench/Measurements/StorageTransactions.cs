using Fulgurite.App.Local;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Node;
using Fulgurite.Bench.Subjects;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// Every request to the store, counted by the product's own meter while deposits go from the API's first byte to the
/// acknowledged callback: one after the other, so that none shares a commit with another.
/// </summary>
internal static class StorageTransactions
{
    private const string Name = "storage";
    private const int Deposits = 300;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(1500);

    public static async Task Run(BenchOptions options, Report report)
    {
        using var scratch = new ScratchFolder();
        await using var receiver = await CallbackReceiver.Start();
        using var stop = new CancellationTokenSource();
        var local = new LocalOptions
        {
            Port = Product.FreePort(),
            IsEphemeral = true,
            Data = new DirectoryInfo(scratch.Path),
            CallbackUrl = new Uri(receiver.Url),
        };

        // Its log would stand among the figures.
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        var running = new LocalRun(local, TextWriter.Null, TimeProvider.System).Run(stop.Token);
        while (!File.Exists(scratch.File("sandbox.json")))
        {
            await Task.WhenAny(running, Task.Delay(50));
            await (running.IsCompleted ? running : Task.CompletedTask);
        }

        await Count(Facts.Read(scratch.File("sandbox.json")), receiver, report);
        await stop.CancelAsync();
        await running;
        Console.SetOut(output);
    }

    private static async Task Count(Facts facts, CallbackReceiver receiver, Report report)
    {
        receiver.Sign = facts.Sign;
        using var merchant = new Merchant(facts);
        await Deposit(merchant, receiver, "warm-up");
        await Task.Delay(Quiet);

        using var meter = new TransactionMeter();
        for (var i = 0; i < Deposits; i++)
        {
            await Deposit(merchant, receiver, $"deposit-{i}");
        }

        await Task.Delay(Quiet);
        foreach (var (operation, count) in meter.Counts.OrderByDescending(pair => pair.Value))
        {
            report.Add(Name, $"a deposit, {operation}", count / (double)Deposits, "transactions");
        }

        // The index of wallets to look at, serial numbers, the relay's cursor and the registry are shared by whatever
        // else happens; with one deposit at a time they are at their dearest.
        var own = meter.Counts.Where(pair => pair.Key.StartsWith("hashes", StringComparison.Ordinal)
            || pair.Key.StartsWith("wallets", StringComparison.Ordinal)).Sum(pair => pair.Value);
        report.Add(Name, "a deposit's own", own / (double)Deposits, "transactions", Target.AtMost(6));
        report.Add(Name, "a deposit, all together", meter.Total / (double)Deposits, "transactions");
    }

    private static async Task Deposit(Merchant merchant, CallbackReceiver receiver, string foreignId)
    {
        var (_, request) = await merchant.Take(foreignId);
        await merchant.Pay(request);
        await receiver.Arrival(foreignId);
    }
}
