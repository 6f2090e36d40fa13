using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Money;

namespace Fulgurite.Tests.Billing;

/// <summary>
/// A bill of each frequency, reckoned by hand as a bookkeeper would, in msat. Terms: a service fee of 25,000,000 for
/// each first of a month, 0.25 % of what is sent, 0.1 % of what is received, each rounded down.
/// </summary>
public sealed class GoldenBillTests
{
    private static readonly BillingTerms Terms = new(Msat.FromSats(25_000), new BasisPoints(25), new BasisPoints(10));

    // 1 March:
    //   received     1,000,001, processing fee 10,001           in      990,000
    //   sent           333,333, routing 21                      out     333,354
    //   own          990,000 - 333,354                              +   656,646
    //   volume fees  333,333 × 0.25 % = 833.3 →     833
    //                1,000,001 × 0.1 % = 1,000.0 → 1,000            -     1,833
    //   service fee  for March, because the 1st is in it            - 25,000,000
    //   comes to                                                    - 24,345,187
    // 2 March: nothing moved, no first: nothing.
    [Fact]
    public async Task A_daily_bill_has_the_service_fee_on_the_first_and_not_on_the_second()
    {
        var line = await BilledLine.Make("Daily/2026-01-01", "2026-02-28T12:00", Terms);
        var wallet = await line.Open("2026-02-28T13:00");
        await line.Receive(wallet, "2026-03-01T00:00", 1_000_001, 10_001);
        await line.Send(wallet, "2026-03-01T23:59:59.999999", 333_333, routingMsat: 21);
        await line.Close("2026-03-03T00:02");

        var bills = await line.All();
        Assert.Equal(["02-28", "03-01", "03-02"], bills.Select(bill => $"{bill.Period.Start:MM-dd}"));
        Assert.Equal([0, -24_345_187, 0], bills.Select(bill => bill.Net.Value));
        Assert.Equal([0, 25_000_000, 0], bills.Select(bill => bill.ServiceFee.Value));
        Assert.Equal([0, 25_001_833, 0], bills.Select(bill => bill.Fees.Value));
        Assert.Equal([SettlementType.Payout, SettlementType.Collection, SettlementType.Payout],
            bills.Select(bill => bill.Type));
    }

    // 2 to 8 March, two wallets:
    //   first    sent    399, routing 1                         out         400
    //   second   sent    399, received 9,999                    own   +   9,600
    //   volume   399 × 0.25 % = 0.99 → 0, for each of the wallets alone, though both together would be 1
    //            9,999 × 0.1 % = 9.99 → 9
    //   comes to 9,600 - 400 - 9                                      +   9,191, which the operator owes
    [Fact]
    public async Task A_weekly_bill_rounds_each_wallet_s_volume_fee_down_by_itself()
    {
        var line = await BilledLine.Make("Weekly/2026-03-02", "2026-03-03T12:00", Terms);
        var (first, second) = (await line.Open("2026-03-03T13:00"), await line.Open("2026-03-03T13:00"));
        await line.Send(first, "2026-03-04T10:00", 399, routingMsat: 1);
        await line.Send(second, "2026-03-05T10:00", 399);
        await line.Receive(second, "2026-03-08T23:59:59", 9_999);
        await line.Receive(second, "2026-03-09T00:00:00", 5_000_000);
        await line.Close("2026-03-09T00:02");

        var bill = Assert.Single(await line.All());
        Assert.Equal((SettlementType.Payout, 9_191, 0), (bill.Type, bill.AmountDue.Value, bill.ServiceFee.Value));
        var items = await line.Items(bill);
        Assert.Equal([first, second], items.Select(item => item.Wallet));
        Assert.Equal([0, 0], items.Select(item => item.SentVolumeFee.Value));
        Assert.Equal([0, 9], items.Select(item => item.ReceivedVolumeFee.Value));
        Assert.Equal([-400, 9_591], items.Select(item => item.Net.Value));
    }

    // 23 March to 5 April:
    //   sent         80,000,000, routing 12,345, processing fee 40,000  out 80,052,345
    //   sent          4,000,000, routing 0, processing fee 2,000        out  4,002,000
    //   volume fee   84,000,000 × 0.25 %                                -      210,000
    //   service fee  for April                                          -   25,000,000
    //   comes to     84,054,345 + 210,000 + 25,000,000                  -  109,264,345
    [Fact]
    public async Task A_biweekly_bill_has_processing_and_network_fees_in_what_was_sent()
    {
        var line = await BilledLine.Make("Biweekly/2026-03-23", "2026-03-23T00:00", Terms);
        var wallet = await line.Open("2026-03-23T13:00");
        await line.Send(wallet, "2026-03-24T10:00", 80_000_000, routingMsat: 12_345, feeMsat: 40_000);
        await line.Send(wallet, "2026-04-05T10:00", 4_000_000, feeMsat: 2_000);
        await line.Close("2026-04-06T00:02");

        var bill = Assert.Single(await line.All());
        Assert.Equal((SettlementType.Collection, 109_264_345), (bill.Type, bill.AmountDue.Value));
        Assert.Equal((2, 84_000_000, 42_000, 12_345), (
            bill.Totals.Moved.Sent.Count,
            bill.Totals.Moved.Sent.Volume.Value,
            bill.Totals.Moved.Sent.ProcessingFees.Value,
            bill.Totals.NetworkFees.Value));
        Assert.Equal((210_000, 25_000_000), (bill.Totals.SentVolumeFees.Value, bill.ServiceFee.Value));
    }

    // 31 January to 27 February, made on 31 January: February's fee. 28 February to 30 March: March's.
    //   first    received 60,000,000, processing fee 480,000           +  59,520,000
    //            volume fee 60,000,000 × 0.1 %, service fee            -  25,060,000
    //            comes to                                              +  34,460,000, which nobody asked for
    //   second   sent 100,000,000                                      - 100,000,000
    //            carried over, of the wallet                           +  59,520,000
    //            volume fee 100,000,000 × 0.25 %, service fee          -  25,250,000
    //            fees carried over                                     -  25,060,000
    //            comes to                                              -  90,790,000
    //   together as if it had been one: 59,520,000 - 100,000,000 - 25,060,000 - 25,250,000 = -90,790,000
    [Fact]
    public async Task A_monthly_bill_takes_over_the_one_before_that_nobody_asked_for()
    {
        var line = await BilledLine.Make("Monthly/2026-01-31", "2026-01-31T12:00", Terms);
        var wallet = await line.Open("2026-01-31T13:00");
        await line.Receive(wallet, "2026-02-27T23:59", 60_000_000, 480_000);
        await line.Close("2026-02-28T00:02");
        Assert.Equal(34_460_000, Assert.Single(await line.All()).Net.Value);
        await line.Send(wallet, "2026-03-30T23:59", 100_000_000);
        await line.Close("2026-03-31T00:02");

        var bills = await line.All();
        Assert.Equal([BillStatus.Void, BillStatus.PaymentDue], bills.Select(bill => bill.Status));
        Assert.Equal([34_460_000, -90_790_000], bills.Select(bill => bill.Net.Value));
        Assert.Equal((59_520_000, 25_060_000), (bills[1].Totals.Carried.Value, bills[1].FeesCarried.Value));
        Assert.Equal(BilledLine.At("2026-03-31"), bills[1].Period.End);
        Assert.Equal(-40_480_000, Assert.Single(await line.Items(bills[1])).ToSettle.Value);
    }

    // 1 March to 30 April: March's and April's fees.
    //   sent 1,000,000 with 1,000 for mining                           -   1,001,000
    //   volume fee 1,000,000 × 0.25 %                                  -       2,500
    //   service fees 2 × 25,000,000                                    -  50,000,000
    //   comes to                                                       -  51,003,500
    [Fact]
    public async Task A_bill_for_two_months_has_two_service_fees()
    {
        var line = await BilledLine.Make("BiMonthly/2026-03-01", "2026-03-01T00:00", Terms);
        var wallet = await line.Open("2026-03-01T00:00");
        await line.Send(wallet, "2026-04-30T10:00", 1_000_000, routingMsat: 1_000);
        await line.Close("2026-05-01T00:02");

        var bill = Assert.Single(await line.All());
        Assert.Equal((-51_003_500, 50_000_000), (bill.Net.Value, bill.ServiceFee.Value));
        Assert.Equal(BilledLine.At("2026-05-01"), bill.Period.End);
        Assert.Equal(BilledLine.At("2026-05-15"), bill.DueAt);
    }
}
