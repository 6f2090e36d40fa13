using System.Diagnostics;
using System.Globalization;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Load;
using Fulgurite.Bench.Subjects;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// Pages of few and of many payments, as one client reads them over HTTP, one after the other: how long, and how many
/// storage transactions. A page of payments reads each of its payments by id. Before that everything is read by cursor:
/// what was made must be there, each payment once and in order.
/// </summary>
internal static class ListingPages
{
    private const string Name = "listings";
    private const int Few = 1_000;
    private const int PageLength = 100;
    private const int LongPageLength = 500;
    private const int Reads = 40;

    // Azurite writes all that it holds anew every few seconds: with a hundred thousand payments it does little else.
    private const int AzuritePart = 10;

    public static async Task Run(BenchOptions options, Report report)
    {
        foreach (var count in new[] { Few, options.Payments })
        {
            await Over(new MemoryTableStore(), "memory", count, report);
        }

        foreach (var count in options.IsQuick ? [Few] : new[] { Few, options.Payments / AzuritePart })
        {
            await AzuriteTables.Use((tables, _) => Over(tables, "Azurite", count, report));
        }
    }

    private static async Task Over(ITableStore tables, string where, int count, Report report)
    {
        await using var subject = await ListedWallets.Open(tables);
        var shape = string.Create(CultureInfo.InvariantCulture, $"{where}, {count:#,0}");
        var filling = await subject.Fill(count);
        report.Add(Name, $"{shape}, made", filling.Rate, "/s");
        using (var first = new TransactionMeter())
        {
            await subject.Get($"{subject.Environment}/payments?limit=1");
            report.Add(Name, $"{shape}, counted by the first who reads", first.Total, "transactions");
        }

        var walk = await Walk(subject, report, shape);
        foreach (var (page, path) in PagesOf(subject, walk, count))
        {
            await Page(subject, $"{shape}, {page}", path, report);
        }
    }

    private static IEnumerable<(string Page, string Path)> PagesOf(
        ListedWallets subject, IReadOnlyList<string> cursors, int count)
    {
        var ofWallet = $"{subject.Environment}/payments?limit={PageLength}&wallet_id={subject.Wallet}";
        var all = $"{subject.Environment}/payments?limit={PageLength}";
        var ledger = $"{subject.Organization}/wallets/{subject.Wallet}/ledger?limit={PageLength}";
        yield return ("first page", $"{ofWallet}&pagination=cursor");
        yield return ("a page in the middle, by cursor", $"{ofWallet}&cursor={cursors[cursors.Count / 2]}");
        yield return ("last page, by cursor", $"{ofWallet}&cursor={cursors[^1]}");
        yield return ("first page, by offset", ofWallet);
        yield return ("a page in the middle, by offset", $"{ofWallet}&offset={count / 2}");
        yield return ("the same, oldest first", $"{ofWallet}&offset={count / 2}&sort_order=ASC");
        yield return ("the same, of two wallets", $"{all}&offset={count / 2}");
        yield return ("completed ones, first page", $"{ofWallet}&pagination=cursor&statuses=completed");
        yield return ("completed ones, by offset", $"{ofWallet}&offset={count / 10}&statuses=completed");
        yield return ("failed ones, first page", $"{ofWallet}&pagination=cursor&statuses=failed");
        yield return ("ledger, first page", ledger);
        yield return ("ledger, a page in the middle", $"{ledger}&offset={count / 10}");
    }

    private static async Task Page(ListedWallets subject, string shape, string path, Report report)
    {
        await subject.Get(path);
        using var meter = new TransactionMeter();
        var run = await Callers.Run(1, TimeSpan.MaxValue, Reads, _ => subject.Get(path));
        report.Add(Name, $"{shape}, p50", run.P50, "ms");
        report.Add(Name, $"{shape}, p99", run.P99, "ms");
        report.Add(Name, shape, meter.Total / (double)Reads, "transactions");
    }

    // Both ways through both wallets, and once through the first for its cursors: of its pages as they are read later.
    private static async Task<IReadOnlyList<string>> Walk(ListedWallets subject, Report report, string shape)
    {
        var path = $"{subject.Environment}/payments?pagination=cursor";
        var (newestFirst, _) = await Read(subject, $"{path}&limit={LongPageLength}");
        var begun = Stopwatch.GetTimestamp();
        using var meter = new TransactionMeter();
        var (oldestFirst, _) = await Read(subject, $"{path}&limit={LongPageLength}&sort_order=ASC");
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        report.Add(Name, $"{shape}, all of them by cursor, oldest first", seconds, "s");
        report.Add(Name, "the same", meter.Total / (double)oldestFirst.Count, "transactions a payment");
        var total = await subject.Get($"{subject.Environment}/payments?limit=1");
        var missing = subject.Made.Count - newestFirst.Select(payment => payment.Id).Distinct().Count();
        report.Add(Name, $"{shape}, missing", missing, "payments", Target.AtMost(0));
        Invariant.Holds(total["total"]!.GetValue<int>() == subject.Made.Count, "the total is exact");
        Invariant.Holds(newestFirst.Count == subject.Made.Count, "no payment is listed twice");
        Invariant.Holds(
            newestFirst.Zip(newestFirst.Skip(1)).All(pair => string.CompareOrdinal(pair.First.At, pair.Second.At) >= 0),
            "the newest come first");
        Invariant.Holds(newestFirst.AsEnumerable().Reverse().SequenceEqual(oldestFirst), "both ways are the same way");
        var (_, cursors) = await Read(subject, $"{path}&limit={PageLength}&wallet_id={subject.Wallet}");
        return cursors;
    }

    private static async Task<(List<(string Id, string At)> Payments, List<string> Cursors)> Read(
        ListedWallets subject, string path)
    {
        var (found, cursors) = (new List<(string, string)>(), new List<string>());
        for (string? next = ""; next is not null;)
        {
            var page = await subject.Get(next.Length == 0 ? path : $"{path}&cursor={next}");
            found.AddRange(page["items"]!.AsArray().Select(item =>
                (item!["id"]!.GetValue<string>(), item["created_at"]!.GetValue<string>())));
            next = page["next_cursor"]?.GetValue<string>();
            cursors.AddRange(next is null ? [] : [next]);
        }

        return (found, cursors);
    }
}
