using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Load;
using Fulgurite.Bench.Subjects;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// Movements of money a second, with 32 callers: on one wallet, where they share commits, and on a thousand, where they
/// cannot. Afterwards every journal is read again: what was acknowledged must be there. What Azurite can do at all is
/// measured beside it.
/// </summary>
internal static class Postings
{
    private const string Name = "postings";
    private const int CallersAtOnce = 32;
    private const int Wallets = 1_000;
    private const double OneWalletMin = 500;

    public static async Task Run(BenchOptions options, Report report)
    {
        await Over(new MemoryTableStore(), "memory", null, options, report);

        await AzuriteTables.Use(async (tables, processId) =>
        {
            await Ceiling(tables, processId, options, report);
            await Over(tables, "Azurite", Target.AtLeast(OneWalletMin), options, report);
        });
    }

    private static async Task Over(
        ITableStore tables, string where, Target? oneWalletTarget, BenchOptions options, Report report)
    {
        var books = new BookSubject(tables);
        var one = await books.Open(1);
        await Post(books, one, $"{where}, warm-up", null, options.Duration / 4, new Report());
        var fresh = await books.Open(1);
        await Post(books, fresh, $"{where}, one wallet", oneWalletTarget, options.Duration, report);
        await Settle(books, $"{where}, one wallet, settled invoices", oneWalletTarget, options, report);
        var many = await books.Open(Wallets);
        await Post(books, many, $"{where}, 1,000 wallets", null, options.Duration, report);
    }

    private static async Task Post(
        BookSubject books,
        IReadOnlyList<(EnvironmentId Environment, WalletId Wallet)> wallets,
        string shape,
        Target? target,
        TimeSpan duration,
        Report report)
    {
        var run = await Callers.Run(CallersAtOnce, duration, int.MaxValue, number => books.Post(
            wallets[number % wallets.Count].Wallet,
            string.Create(CultureInfo.InvariantCulture, $"bench:{number}")));
        var kept = 0;
        foreach (var (_, wallet) in wallets)
        {
            kept += await books.Audit(wallet);
        }

        Tell(report, shape, run, run.Calls - kept, target);
    }

    private static async Task Settle(
        BookSubject books, string shape, Target? target, BenchOptions options, Report report)
    {
        var (environment, wallet) = (await books.Open(1))[0];
        var issued = new ConcurrentBag<Settlement>();
        using (var meter = new TransactionMeter())
        {
            var issuing = await Callers.Run(CallersAtOnce, options.Duration, int.MaxValue, async _ =>
                issued.Add(await books.Issue(environment, wallet)));
            report.Add(Name, $"{shape}, issued", issuing.Rate, "/s");
            report.Add(Name, $"{shape}, issued", meter.Total / (double)issuing.Calls, "transactions");
        }

        var settlements = issued.ToArray();
        using var settling = new TransactionMeter();
        var run = await Callers.Run(
            CallersAtOnce, TimeSpan.MaxValue, settlements.Length, number => books.Settle(settlements[number]));
        report.Add(Name, $"{shape}, settled", settling.Total / (double)run.Calls, "transactions");
        Tell(report, shape, run, run.Calls - await books.Audit(wallet), target);
    }

    private static void Tell(Report report, string shape, LoadRun run, int lost, Target? target)
    {
        report.Add(Name, shape, run.Rate, "/s", target);
        report.Add(Name, $"{shape}, p50", run.P50, "ms");
        report.Add(Name, $"{shape}, p99", run.P99, "ms");
        report.Add(Name, $"{shape}, processor time a posting", run.ProcessorSeconds * 1000 / run.Calls, "ms");
        report.Add(Name, $"{shape}, lost", lost, "postings", Target.AtMost(0));
    }

    // The store's own limit, through our adapter with nothing around it: batches as one wallet's commits are, and
    // single rows as a thousand wallets' are.
    private static async Task Ceiling(
        ITableStore tables, int processId, BenchOptions options, Report report)
    {
        var table = new TableName("ceiling");
        var fields = new RowFields { { "text", new string('x', 200) }, { "number", 1 } };
        await tables.Commit(table, new RowBatch([RowWrite.Put(new RowKey("p", "r"), fields)]), CancellationToken.None);
        foreach (var (callers, rows) in ((int, int)[])[(1, 1), (1, 2), (1, 65), (32, 1), (32, 2)])
        {
            using var process = Process.GetProcessById(processId);
            var before = process.TotalProcessorTime;
            var run = await Callers.Run(callers, options.Duration / 2, int.MaxValue, async number =>
            {
                var partition = string.Create(CultureInfo.InvariantCulture, $"{callers}-{rows}-{number}");
                var writes = Enumerable.Range(0, rows)
                    .Select(row => RowWrite.Insert(new RowKey(partition, $"row-{row}"), fields));
                await tables.Commit(table, new RowBatch([.. writes]), CancellationToken.None);
            });
            process.Refresh();
            var used = (process.TotalProcessorTime - before).TotalMilliseconds;
            report.Add(Name, $"Azurite itself, {callers} callers, batches of {rows}", run.Rate, "/s");
            report.Add(
                Name, $"Azurite itself, {callers} callers, batches of {rows}, its processor time", used / run.Calls,
                "ms");
            report.Add(
                Name, $"Azurite itself, {callers} callers, batches of {rows}, our processor time",
                run.ProcessorSeconds * 1000 / run.Calls, "ms");
        }

        var reads = await Callers.Run(CallersAtOnce, options.Duration / 2, int.MaxValue, async _ =>
            await tables.Get(table, new RowKey("p", "r"), CancellationToken.None));
        report.Add(Name, "Azurite itself, 32 callers, reads of one row", reads.Rate, "/s");
    }
}
