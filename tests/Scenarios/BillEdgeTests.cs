using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>Bills where one cycle ends and the next begins, and where nobody looked at the right time.</summary>
public sealed class BillEdgeTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BillingSchedule Daily = new(BillingFrequency.Daily, new DateOnly(2026, 1, 1));

    // Its maker is held up between the note that it is due and the line itself, and the timer fires in between.
    [Fact]
    public void A_line_that_is_made_as_a_cycle_ends_is_billed()
    {
        for (var seed = 1UL; seed <= 90; seed++)
        {
            Stage.Play(seed, start: Midnight.AddMinutes(-4), scenario: async world =>
            {
                var maker = world.StartProcess(Roles.None);
                world.StartProcess();
                var first = await world.OpenShop();
                await world.WaitUntil(Midnight.AddSeconds(-5 - (double)(seed % 30)));
                world.Weather = new Weather { CallsSlow = 700 };
                var making = world.OpenLine(first, Billings.LineLimit, Billings.Free, Daily, maker);
                await world.WaitUntil(Midnight.AddSeconds(-1));
                world.Weather = Weather.Fine;
                var line = await making;
                await world.WaitUntil(Midnight.AddMinutes(30));

                var made = await world.Look(
                    async engine => (await engine.Credit.Lines.Find(line, CancellationToken.None))!);
                var ends = (await world.Bills(first)).Select(bill => bill.Period.End);
                Assert.Equal(made.CreatedAt < Midnight ? [Midnight] : [], ends);
                await world.EndInOrder();
            });
        }
    }

    // As they are when the timer is in time: each can be found, and all but the last are in the one after.
    [Fact]
    public void A_timer_that_is_days_late_makes_every_bill_and_each_can_be_found() =>
        Stage.Play(2, start: Midnight.AddMinutes(-20), scenario: async world =>
        {
            var process = world.StartProcess();
            var (shop, _) = await world.OpenDaily(Billings.Free);
            await world.Receive(shop, 9_000);
            await world.Rest();
            process.Crash();
            await world.WaitUntil(Midnight.AddDays(3).AddHours(5));
            world.StartProcess();
            await world.Wait(TimeSpan.FromMinutes(5));

            var bills = await world.Bills(shop);
            Assert.Equal(
                [BillStatus.Void, BillStatus.Void, BillStatus.Void, BillStatus.PaymentDue],
                bills.Select(bill => bill.Status));
            Assert.All(bills, bill => Assert.Equal((9_000_000, true), (bill.AmountDue.Value, bill.IsIssued)));
            Assert.Equal(
                Enumerable.Range(-1, 4).Select(day => Midnight.AddDays(day)), bills.Select(bill => bill.Period.Start));
            await world.EndInOrder();
        });

    // What was received is the service fee exactly: nobody owes anything, and the fee is the operator's.
    [Fact]
    public void A_bill_that_comes_to_nothing_is_settled_and_its_fees_are_charged() =>
        Stage.Play(3, start: Midnight.AddMinutes(-20), scenario: async world =>
        {
            world.StartProcess();
            var terms = Billings.Free with { MonthlyServiceFee = Msat.FromSats(5_000) };
            var (shop, line) = await world.OpenDaily(terms);
            await world.WaitUntil(Midnight.AddHours(1));
            await world.Receive(shop, 5_000);
            await world.WaitUntil(Midnight.AddDays(1).AddMinutes(5));

            var bill = (await world.Bills(shop))[^1];
            Assert.Equal((BillStatus.Paid, 0, 5_000_000), (bill.Status, bill.AmountDue.Value, bill.Fees.Value));
            Assert.Equal((0, 0, 5_000_000), (
                await world.Available(shop), (await world.Book(line)).Available, (await world.Book(line)).Fees));
            await world.EndInOrder();
        });

    [Fact]
    public void A_line_that_is_never_billed_has_no_bills_and_its_wallets_no_cycles() =>
        Stage.Play(4, start: Midnight.AddMinutes(-20), scenario: async world =>
        {
            world.StartProcess();
            var first = await world.OpenShop();
            var line = await world.OpenLine(first, Billings.LineLimit, BillingTerms.None, null);
            var shop = await world.OpenUnder(first, line, Billings.Limit);
            await world.Send(shop, 1_000);
            await world.WaitUntil(Midnight.AddDays(2));

            Assert.Empty(await world.Bills(shop));
            Assert.Null((await world.Head(shop.Wallet)).Cycle);
            Assert.Equal(-1_001_000, await world.Available(shop));
            await world.EndInOrder();
        });
}
