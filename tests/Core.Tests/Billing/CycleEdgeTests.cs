using System.Globalization;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Tests.Billing;

/// <summary>
/// Bills at the edges of cycles: short months, leap years, late timers, and what is under way at midnight.
/// </summary>
public sealed class CycleEdgeTests
{
    private static readonly BillingTerms Terms = new(Msat.FromSats(25_000), new BasisPoints(25), new BasisPoints(10));

    // Written from a calendar. 2028 is a leap year.
    [Theory]
    [InlineData("Monthly/2027-10-29", "10-29 11-29 12-29 01-29 02-29 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29")]
    [InlineData("Monthly/2027-10-30", "10-30 11-30 12-30 01-30 02-29 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30")]
    [InlineData("Monthly/2027-10-31", "10-31 11-30 12-31 01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31")]
    [InlineData("Monthly/2026-10-29", "10-29 11-29 12-29 01-29 02-28 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29")]
    [InlineData("Monthly/2026-10-30", "10-30 11-30 12-30 01-30 02-28 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30")]
    [InlineData("Monthly/2026-10-31", "10-31 11-30 12-31 01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31")]
    [InlineData("Monthly/2028-02-29", "02-29 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29 11-29 12-29 01-29 02-28")]
    [InlineData("BiMonthly/2027-12-31", "12-31 02-29 04-30 06-30 08-31 10-31 12-31")]
    [InlineData("BiMonthly/2026-12-30", "12-30 02-28 04-30 06-30 08-30 10-30 12-30")]
    [InlineData("Biweekly/2027-12-20", "12-20 01-03 01-17 01-31 02-14 02-28 03-13")]
    [InlineData("Weekly/2026-12-28", "12-28 01-04 01-11")]
    [InlineData("Daily/2027-12-30", "12-30 12-31 01-01 01-02")]
    public async Task Each_day_s_payment_is_in_the_bill_of_its_day_whatever_the_month(string schedule, string starts)
    {
        var first = schedule[(schedule.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var (line, wallet) = await Opened(schedule, first);
        var days = DaysOf(first, starts.Split(' '));
        for (var day = days[0]; day < days[^1]; day = day.AddDays(1))
        {
            // The first and the last microsecond of each day.
            await line.Receive(wallet, Text(day), 7);
            await line.Receive(wallet, Text(day.AddDays(1).AddMicroseconds(-1)), 11);
        }

        await line.Close(Text(days[^1].AddMinutes(2)));
        var bills = await line.All();
        Assert.Equal(days[..^1], bills.Select(bill => bill.Period.Start));
        Assert.Equal(days[1..], bills.Select(bill => bill.Period.End));
        Assert.Equal(
            days.Zip(days.Skip(1), (start, end) => 18L * (end - start).Days),
            bills.Select(bill => bill.Totals.Moved.Received.Volume.Value));
        Assert.All(bills, bill => Assert.Equal(
            2 * (bill.Period.End - bill.Period.Start).Days, bill.Totals.Moved.Received.Count));
    }

    // Held on the 31st, arrived on the 1st; released on the 1st; and one more held on the 1st that is still under way.
    [Fact]
    public async Task A_payment_under_way_at_midnight_is_in_the_cycle_in_which_it_arrives()
    {
        var (line, wallet) = await Opened("Daily/2026-01-01", "2026-12-31");
        await line.Hold(wallet, "2026-12-31T23:59:59", 5_000);
        await line.Hold(wallet, "2026-12-31T23:59:59", 700);
        await line.Capture(wallet, "2027-01-01T00:00:00", 4_000, 900, 100);
        await line.Post(wallet, "2027-01-01T00:00:01",
            new Transfer(Account.Held, Account.Available, new Msat(700)));
        await line.Hold(wallet, "2027-01-01T23:59:59", 30);
        await line.Close("2027-01-02T00:02");

        var bills = await line.All();
        Assert.Equal([0, 1], bills.Select(bill => bill.Totals.Moved.Sent.Count));
        Assert.Equal([0, -5_000], bills.Select(bill => bill.Totals.ToSettle.Value));
        Assert.Equal((3, 5), (
            Assert.Single(await line.Items(bills[1])).FirstLine, Assert.Single(await line.Items(bills[1])).LastLine));
    }

    [Fact]
    public async Task A_timer_that_is_months_late_closes_the_same_bills_as_one_in_time()
    {
        var (inTime, late) = (await Lived(closesDaily: true), await Lived(closesDaily: false));
        await inTime.Close("2028-04-01T00:02");
        await late.Close("2028-04-01T00:02");

        Assert.Equal(92, (await late.All()).Count);
        Assert.Equal(await inTime.Decided(), await late.Decided());
    }

    [Fact]
    public async Task Closing_again_changes_nothing()
    {
        var line = await Lived(closesDaily: true);
        var before = await line.Decided();
        await line.Close("2028-03-30T23:59");
        await line.Close("2028-03-30T23:59");
        Assert.Equal(before, await line.Decided());
    }

    // Thirty-two wallets at a time: pages that end with a page, and one wallet more or less.
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    public async Task Every_wallet_is_in_the_bill_once_however_many_pages_they_fill(int count)
    {
        var line = await BilledLine.Make("Daily/2026-01-01", "2026-03-02T00:00", Terms);
        for (var number = 1; number <= count; number++)
        {
            var wallet = await line.Open("2026-03-02T01:00");
            await line.Receive(wallet, "2026-03-02T02:00", number * 1_000);
        }

        // Two processes at once.
        await Task.WhenAll(line.Close("2026-03-03T00:02"), line.Close("2026-03-03T00:02"));
        var bill = Assert.Single(await line.All());
        var items = await line.Items(bill);
        Assert.Equal((count, count), (bill.Totals.Wallets, items.Count));
        Assert.Equal(1_000L * count * (count + 1) / 2, bill.Totals.Moved.Received.Volume.Value);
        Assert.Equal(Enumerable.Range(1, count).Sum(number => number), bill.Totals.ReceivedVolumeFees.Value);
    }

    // Whoever makes it a microsecond before midnight has a cycle of a microsecond, for which no month is asked.
    [Theory]
    [InlineData("2026-02-28T23:59:59.999999", "02-28:0 03-01:25000000 03-02:0")]
    [InlineData("2026-03-01T00:00:00", "03-01:25000000 03-02:0")]
    [InlineData("2026-03-01T00:00:00.000001", "03-01:0 03-02:0")]
    public async Task A_line_made_at_midnight_pays_for_the_month_that_begins_with_it(string madeAt, string fees)
    {
        var line = await BilledLine.Make("Daily/2026-01-01", madeAt, Terms);
        await line.Close("2026-03-03T00:02");
        Assert.Equal(fees, string.Join(' ', (await line.All()).Select(bill => string.Create(
            CultureInfo.InvariantCulture, $"{bill.Period.Start:MM-dd}:{bill.ServiceFee.Value}"))));
    }

    [Fact]
    public async Task A_wallet_opened_in_a_later_cycle_is_in_no_earlier_bill_and_late_closing_knows()
    {
        var line = await BilledLine.Make("Weekly/2026-03-02", "2026-03-02T00:00", Terms);
        var early = await line.Open("2026-03-02T01:00");
        await line.Receive(early, "2026-03-05T01:00", 1_000);
        var late = await line.Open("2026-03-12T01:00");
        await line.Receive(late, "2026-03-12T01:00", 2_000);
        await line.Close("2026-03-16T00:02");

        var bills = await line.All();
        Assert.Equal(early, Assert.Single(await line.Items(bills[0])).Wallet);
        var items = await line.Items(bills[1]);
        Assert.Equal([(early, 0L, 1_000L), (late, 2_000L, 0L)],
            items.Select(item => (item.Wallet, item.Own.Value, item.Carried.Value)));
    }

    // Where the last cycle reaches into the next year, its first months are in it.
    [Theory]
    [InlineData("Daily/2026-01-01", 1_461, 48)]
    [InlineData("Weekly/2026-01-01", 209, 49)]
    [InlineData("Biweekly/2026-01-01", 105, 49)]
    [InlineData("Monthly/2026-01-01", 48, 48)]
    [InlineData("Monthly/2026-01-31", 49, 49)]
    [InlineData("BiMonthly/2026-01-01", 24, 48)]
    [InlineData("BiMonthly/2025-12-31", 25, 50)]
    public async Task Four_years_of_bills_are_four_years_of_payments_and_of_service_fees(
        string schedule, int count, int fees)
    {
        var (line, wallet) = await Opened(schedule, "2026-01-01");
        var payments = 0;
        for (var at = BilledLine.At("2026-01-01T05:00"); at < BilledLine.At("2030-01-01"); at = at.AddDays(3))
        {
            await line.Receive(wallet, Text(at), 1_000_000, 1_000);
            payments++;
        }

        await line.Close("2030-03-02T00:02");
        var bills = (await line.All()).Where(bill => bill.Period.Start < BilledLine.At("2030-01-01")).ToList();
        Assert.Equal(count, bills.Count);
        Assert.Equal(payments * 999_000L, bills.Sum(bill => bill.Totals.Received.Value));
        Assert.Equal(fees * 25_000_000L, bills.Sum(bill => bill.ServiceFee.Value));
        Assert.All(bills.Skip(1).Zip(bills), pair => Assert.Equal(pair.Second.Period.End, pair.First.Period.Start));
    }

    // Ninety-one days over a leap day; what the wallet is ahead by is carried over many times.
    private static async Task<BilledLine> Lived(bool closesDaily)
    {
        var (line, wallet) = await Opened("Daily/2026-01-01", "2027-12-31");
        for (var day = BilledLine.At("2027-12-31"); day < BilledLine.At("2028-03-31"); day = day.AddDays(1))
        {
            if (closesDaily)
            {
                await line.Close(Text(day.AddMinutes(2)));
            }

            await (day.Day % 7 == 0
                ? line.Send(wallet, Text(day.AddHours(3)), 900_000_000, 123, 45)
                : line.Receive(wallet, Text(day.AddHours(5)), 170_000_001, 77));
        }

        return line;
    }

    private static async Task<(BilledLine Line, WalletId Wallet)> Opened(string schedule, string at)
    {
        var line = await BilledLine.Make(schedule, $"{at}T00:00", Terms);
        return (line, await line.Open($"{at}T00:00"));
    }

    private static List<DateTimeOffset> DaysOf(string first, IReadOnlyList<string> starts)
    {
        var (year, days) = (int.Parse(first.AsSpan(0, 4), CultureInfo.InvariantCulture), new List<DateTimeOffset>());
        foreach (var start in starts)
        {
            year += days.Count > 0 && string.CompareOrdinal(start, $"{days[^1]:MM-dd}") <= 0 ? 1 : 0;
            days.Add(BilledLine.At($"{year}-{start}"));
        }

        return days;
    }

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
