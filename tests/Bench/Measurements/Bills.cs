using System.Globalization;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Subjects;
using Fulgurite.Billing;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// Closing a line of credit with many wallets: time, storage transactions, and what the closing itself takes of the
/// heap, which does not depend on how many there are. Over Azurite the rows are in another process.
/// </summary>
internal static class Bills
{
    private const string Name = "bills";
    private const int FewWallets = 1_000;
    private const int ManyWallets = 10_000;
    private const int QuickWallets = 100;
    private const int AzuriteWallets = 1_000;
    private const double MegabyteBytes = 1e6;

    public static async Task Run(BenchOptions options, Report report)
    {
        await Close(new MemoryTableStore(), "memory, warm-up", QuickWallets, new Report());
        foreach (var wallets in options.IsQuick ? new[] { QuickWallets, FewWallets } : [FewWallets, ManyWallets])
        {
            await Close(new MemoryTableStore(), "memory", wallets, report);
        }

        await AzuriteTables.Use(async (tables, _) =>
        {
            await Close(tables, "Azurite", QuickWallets, report);
            await (options.IsQuick ? Task.CompletedTask : Close(tables, "Azurite", AzuriteWallets, report));
        });
    }

    private static async Task Close(ITableStore tables, string where, int wallets, Report report)
    {
        var clock = new SteppedClock();
        var line = new LineSubject(tables, clock);
        await line.Open(wallets);
        clock.Advance(TimeSpan.FromDays(1) + CloseCycles.Leeway);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (pages, peak, rows) = (0, before, 0L);
        var progress = new Told(closing =>
        {
            pages++;
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        });
        using var meter = new TransactionMeter();
        var begun = TimeProvider.System.GetTimestamp();
        await line.Close(progress);
        var took = TimeProvider.System.GetElapsedTime(begun);
        var transactions = meter.Total;
        rows = GC.GetTotalMemory(forceFullCollection: true) - before;

        var shape = string.Create(CultureInfo.InvariantCulture, $"{where}, {wallets:#,0} wallets");
        report.Add(Name, $"{shape}", took.TotalSeconds, "s");
        report.Add(Name, $"{shape}, a wallet", transactions / (double)wallets, "transactions");
        report.Add(Name, $"{shape}, heap at its largest, above the beginning", (peak - before) / MegabyteBytes, "MB");
        report.Add(Name, $"{shape}, heap afterwards, above the beginning", rows / MegabyteBytes, "MB");
        report.Add(Name, $"{shape}, told how far it is", pages, "times");
    }

    // Told at once, in order.
    private sealed class Told(Action<CycleClosing> tell) : IProgress<CycleClosing>
    {
        public void Report(CycleClosing value) => tell(value);
    }
}
