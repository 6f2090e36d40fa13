using System.Globalization;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Load;
using Fulgurite.Bench.Subjects;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// Closing a wallet's billing cycle: from asking to the book as it was at the cycle's end, with a hundred and with a
/// hundred thousand journal lines in it.
/// </summary>
internal static class Cycles
{
    private const string Name = "cycles";
    private const int CallersAtOnce = 32;
    private const int FewLines = 100;
    private const int ManyLines = 100_000;
    private const int QuickLines = 1_000;

    // Azurite writes its whole file anew every few seconds: half a million lines would take it a quarter of an hour.
    private const int AzuriteLines = 10_000;
    private const int Wallets = 5;

    public static async Task Run(BenchOptions options, Report report)
    {
        await Over(new MemoryTableStore(), "memory", options.IsQuick ? QuickLines : ManyLines, report);

        await AzuriteTables.Use((tables, _) =>
            Over(tables, "Azurite", options.IsQuick ? QuickLines : AzuriteLines, report));
    }

    private static async Task Over(ITableStore tables, string where, int many, Report report)
    {
        await Close(tables, $"{where}, warm-up", FewLines, new Report());
        await Close(tables, $"{where}, {FewLines} lines", FewLines, report);
        await Close(tables, string.Create(CultureInfo.InvariantCulture, $"{where}, {many:#,0} lines"), many, report);
    }

    private static async Task Close(ITableStore tables, string shape, int lines, Report report)
    {
        var clock = new SteppedClock();
        var books = new BookSubject(tables, clock);
        var (times, transactions) = (new List<double>(), 0L);
        foreach (var (_, wallet) in await books.Open(Wallets))
        {
            var end = await books.Bill(wallet);
            await Callers.Run(CallersAtOnce, TimeSpan.MaxValue, lines, number => books.Post(
                wallet, string.Create(CultureInfo.InvariantCulture, $"bench:{number}")));
            clock.Advance(TimeSpan.FromDays(1));
            using var meter = new TransactionMeter();
            var begun = TimeProvider.System.GetTimestamp();
            await books.Close(wallet, end, lines);
            times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
            transactions += meter.Total;
        }

        times.Sort();
        report.Add(Name, $"{shape}, median", times[Wallets / 2], "ms");
        report.Add(Name, $"{shape}, slowest of {Wallets}", times[^1], "ms");
        report.Add(Name, $"{shape}", transactions / (double)Wallets, "transactions");
    }
}
