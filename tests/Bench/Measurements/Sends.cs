using System.Globalization;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Load;
using Fulgurite.Bench.Subjects;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// Payments from one wallet to a payee who settles at once: the order and its execution, without the surfaces. Storage
/// transactions are counted one payment after the other, so that none shares a commit with another.
/// </summary>
internal static class Sends
{
    private const string Name = "sends";
    private const int CallersAtOnce = 32;
    private const int Counted = 100;
    private const int Fundings = 60;
    private const int PaymentsMax = 10_000;
    private const double TransactionsMax = 6;

    public static async Task Run(BenchOptions options, Report report)
    {
        await Over(new MemoryTableStore(), "memory", options, report);

        await AzuriteTables.Use((tables, _) => Over(tables, "Azurite", options, report));
    }

    private static async Task Over(ITableStore tables, string where, BenchOptions options, Report report)
    {
        var books = new BookSubject(tables);
        var (environment, wallet) = (await books.Open(1))[0];
        for (var i = 0; i < Fundings; i++)
        {
            await books.Post(wallet, string.Create(CultureInfo.InvariantCulture, $"funds:{i}"));
        }

        await books.Send(environment, wallet, books.Bill());
        using (var meter = new TransactionMeter())
        {
            var bills = Bills(books, Counted);
            await Callers.Run(1, TimeSpan.MaxValue, Counted, i => books.Send(environment, wallet, bills[i]));
            foreach (var (operation, count) in meter.Counts.OrderByDescending(pair => pair.Value))
            {
                report.Add(Name, $"{where}, a payment, {operation}", count / (double)Counted, "transactions");
            }

            var each = meter.Total / (double)Counted;
            report.Add(
                Name, $"{where}, a payment, all together", each, "transactions", Target.AtMost(TransactionsMax));
        }

        var issued = Bills(books, (int)Math.Min(PaymentsMax, 1_000 * options.Duration.TotalSeconds));
        using var sharing = new TransactionMeter();
        var run = await Callers.Run(
            CallersAtOnce, options.Duration, issued.Length, i => books.Send(environment, wallet, issued[i]));
        report.Add(Name, $"{where}, {CallersAtOnce} callers", run.Rate, "/s");
        report.Add(Name, $"{where}, {CallersAtOnce} callers, p50", run.P50, "ms");
        report.Add(
            Name, $"{where}, {CallersAtOnce} callers, a payment", sharing.Total / (double)run.Calls, "transactions");
        report.Add(
            Name, $"{where}, {CallersAtOnce} callers, processor time a payment",
            run.ProcessorSeconds * 1000 / run.Calls, "ms");
        await books.Audit(wallet);
    }

    // Signed beforehand: that is the payee's work.
    private static string[] Bills(BookSubject books, int count) =>
        [.. Enumerable.Range(0, count).AsParallel().Select(_ => books.Bill())];
}
