using System.Globalization;
using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;

namespace Fulgurite.Tests.Billing;

public sealed class BillItemTests
{
    private static readonly BillingTerms Terms = new(Msat.FromSats(10_000), new BasisPoints(25), new BasisPoints(10));

    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    // By hand, in msat:
    //   before March    received 50,000,000, fee 400,000            available 49,600,000
    //   in March        received 20,000,001, fee 160,000            available 69,440,001
    //                   sends 5,000,003 at 1,234                    available 64,438,764
    //                   holds 3,000,000 for a send, not final       available 61,438,764, held 3,000,000
    //   received        20,000,001 - 160,000             = 19,840,001
    //   sent            5,000,003 + 1,234                =  5,001,237
    //   ends with       49,600,000 + 19,840,001 - 5,001,237 = 64,438,764, the hold included
    //   volume fees     5,000,003 × 25 / 10,000 = 12,500.0075 → 12,500
    //                   20,000,001 × 10 / 10,000 = 20,000.001 → 20,000
    //   net             19,840,001 - 5,001,237 - 12,500 - 20,000 = 14,806,264
    [Fact]
    public void An_item_is_what_its_book_moved_between_two_openings()
    {
        var book = new Lines();
        book.Add(ReceiveInvoice.Transfers(new Msat(50_000_000), new Msat(400_000)));
        var start = book.Opening(March);
        book.Add(ReceiveInvoice.Transfers(new Msat(20_000_001), new Msat(160_000)));
        book.Add(HoldSend.Transfers(new Msat(5_000_003), new Msat(50_000)));
        book.Add(CaptureSend.Transfers(new Msat(5_050_003), new Msat(5_000_003), new Msat(1_234)));
        book.Add(HoldSend.Transfers(new Msat(2_990_000), new Msat(10_000)));
        var item = BillItem.Of(start, book.Opening(March.AddMonths(1)), Terms);

        Assert.Equal((2, 5), (item.FirstLine, item.LastLine));
        Assert.Equal((49_600_000, 64_438_764), (item.StartingBalance.Value, item.EndingBalance.Value));
        Assert.Equal((1, 19_840_001, 160_000), (item.ReceivedCount, item.Received.Value,
            item.ReceivedProcessingFees.Value));
        Assert.Equal((1, 5_001_237, 1_234), (item.SentCount, item.Sent.Value, item.NetworkFees.Value));
        Assert.Equal((12_500, 20_000), (item.SentVolumeFee.Value, item.ReceivedVolumeFee.Value));
        Assert.Equal((14_806_264, 0), (item.Net.Value, item.Settled.Value));
    }

    [Fact]
    public void What_a_bill_settled_is_neither_sent_nor_received()
    {
        var book = new Lines();
        var start = book.Opening(March);
        book.Add([new Transfer(Account.Settlement, Account.Available, new Msat(700))]);
        book.Add([new Transfer(Account.Available, Account.Settlement, new Msat(200))]);
        var item = BillItem.Of(start, book.Opening(March.AddMonths(1)), Terms);
        Assert.Equal((0, 0, 500, 500), (item.Sent.Value, item.Received.Value, item.Settled.Value,
            item.EndingBalance.Value));
        Assert.Equal(0, item.Net.Value);
    }

    // Wherever a cycle ends, each line is in one item: whole cycles add up to what their parts do.
    [Fact]
    public void Items_of_neighbouring_cycles_add_up_to_one_over_both() => Property.ForAll(
        Property.Bytes(24),
        bytes =>
        {
            var (book, openings) = (new Lines(), new List<CycleOpening>());
            foreach (var each in bytes)
            {
                if (each % 4 == 0)
                {
                    openings.Add(book.Opening(March.AddDays(openings.Count)));
                }

                book.Add(each % 2 == 0
                    ? ReceiveInvoice.Transfers(new Msat(1_000 + each), new Msat(each))
                    : [new Transfer(Account.Available, Account.LightningOut, new Msat(1 + each))]);
            }

            openings.Add(book.Opening(March.AddDays(openings.Count)));
            var free = new BillingTerms(Msat.Zero, default, default);
            var parts = openings.Zip(openings.Skip(1), (one, next) => BillItem.Of(one, next, free)).ToList();
            var whole = BillItem.Of(openings[0], openings[^1], free);
            return parts.Sum(item => item.Net.Value) == whole.Net.Value
                && parts.Sum(item => item.SentCount + item.ReceivedCount) == whole.SentCount + whole.ReceivedCount
                && parts.Sum(item => item.LastLine - item.FirstLine + 1) == whole.LastLine - whole.FirstLine + 1;
        });

    [Fact]
    public void The_service_fee_is_one_for_each_first_of_the_month_in_the_cycle()
    {
        var cases = TextTable.Parse("""
            schedule             | day        | fees
            Monthly/2026-01-01   | 2026-03-15 | 1
            Monthly/2026-01-15   | 2026-03-15 | 1
            Monthly/2026-01-31   | 2026-02-28 | 1
            BiMonthly/2026-01-31 | 2026-02-28 | 2
            Daily/2026-01-01     | 2026-03-01 | 1
            Daily/2026-01-01     | 2026-03-02 | 0
            Weekly/2026-01-05    | 2026-02-25 | 1
            Weekly/2026-01-05    | 2026-03-02 | 0
            Weekly/2026-01-05    | 2026-03-09 | 0
            Biweekly/2026-01-05  | 2026-02-20 | 1
            """);
        Assert.All(cases, each =>
        {
            var day = DateTimeOffset.Parse(each["day"] + "T12:00:00Z", CultureInfo.InvariantCulture);
            var cycle = BillingSchedule.Parse(each["schedule"]).PeriodAt(day);
            var fees = long.Parse(each["fees"], CultureInfo.InvariantCulture);
            Assert.Equal(Msat.FromSats(10_000 * fees), Terms.ServiceFeeOf(cycle));
        });
    }

    [Fact]
    public void Over_a_year_every_frequency_comes_to_twelve_service_fees() => Assert.All(
        Enum.GetValues<BillingFrequency>(),
        frequency =>
        {
            var schedule = new BillingSchedule(frequency, new DateOnly(2026, 1, 1));
            var (sum, at) = (0L, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            while (at < new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero))
            {
                var cycle = schedule.PeriodAt(at);
                sum += Terms.ServiceFeeOf(cycle).Value;
                at = cycle.End;
            }

            // The last week may begin in the old year and have the first of the new one in it.
            var isOver = at > new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
            Assert.Equal(Msat.FromSats(10_000 * (isOver ? 13 : 12)).Value, sum);
        });

    private sealed class Lines
    {
        private Balances balances = Balances.Empty;
        private Turnover turnover;
        private long sequence;

        public void Add(IReadOnlyList<Transfer> transfers)
        {
            sequence++;
            balances = transfers.Aggregate(balances, (before, transfer) => before.After(transfer));
            turnover = turnover.After(transfers);
        }

        public CycleOpening Opening(DateTimeOffset at) =>
            new(Samples.Wallet, at, sequence, JournalEntry.Genesis, balances, turnover);
    }
}
