using Fulgurite.Billing;
using Fulgurite.Bitcoin;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Wallets;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class BillTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Midnight.AddMinutes(-20);
    private static readonly Msat Limit = Msat.FromSats(1_000_000);

    private static readonly BillingTerms Terms = new(Msat.Zero, new BasisPoints(50), new BasisPoints(10))
    {
        PaymentTermDays = 0, GraceDays = 1,
    };

    // By hand, in msat:
    //   received 5,000,000, fee of 1 % 50,000                   4,950,000
    //   sent     20,000,000 at 1,000                           20,001,000
    //   own      4,950,000 - 20,001,000                      = -15,051,000
    //   fees     20,000,000 × 0.5 % + 5,000,000 × 0.1 %      =     105,000
    //   due      15,051,000 + 105,000                        =  15,156,000
    [Fact]
    public void A_day_of_debt_is_billed_paid_over_Lightning_and_settled() =>
        Stage.Play(1, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, line) = await OpenBilled(world);
            await Spend(world, shop);
            await world.Wait(TimeSpan.FromMinutes(25));

            var bill = Assert.Single(await world.Bills(shop));
            Assert.Equal((BillStatus.PaymentDue, SettlementType.Collection), (bill.Status, bill.Type));
            Assert.Equal((15_156_000, 105_000), (bill.AmountDue.Value, bill.Fees.Value));
            Assert.Equal((Midnight.AddDays(-1), Midnight), (bill.Period.Start, bill.Period.End));
            Assert.Null(bill.Address);
            Assert.True(world.Pay(bill));
            await world.Wait(TimeSpan.FromMinutes(2));

            var paid = Assert.Single(await world.Bills(shop));
            Assert.Equal((BillStatus.Paid, 15_156_000), (paid.Status, paid.AmountPaid.Value));
            Assert.Equal(0, (await Head(world, shop.Wallet)).Balances[Account.Available].Value);
            var book = (await Head(world, BillingBooks.Of(line))).Balances;
            Assert.Equal((0, 105_000), (book[Account.Available].Value, book[Account.ProcessingFees].Value));
            await world.EndInOrder();
        });

    [Fact]
    public void What_is_owed_to_the_customer_and_not_asked_for_is_in_the_next_bill() =>
        Stage.Play(2, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, _) = await OpenBilled(world);
            world.Pay(await world.Deposit(shop, 30_000));
            await world.Wait(TimeSpan.FromMinutes(25));

            // Received 30,000,000 less 300,000, volume fee 30,000.
            var first = Assert.Single(await world.Bills(shop));
            Assert.Equal((SettlementType.Payout, 29_670_000), (first.Type, first.AmountDue.Value));
            await Spend(world, shop, received: 0);
            await world.Wait(TimeSpan.FromDays(1));

            // 29,700,000 carried, 20,001,000 sent; fees 30,000 carried and 100,000.
            var bills = await world.Bills(shop);
            Assert.Equal([BillStatus.Void, BillStatus.PaymentDue], bills.Select(bill => bill.Status));
            Assert.Equal((29_700_000, 30_000), (bills[1].Totals.Carried.Value, bills[1].FeesCarried.Value));
            Assert.Equal((SettlementType.Payout, 9_569_000), (bills[1].Type, bills[1].AmountDue.Value));
            await world.EndInOrder();
        });

    [Fact]
    public void A_line_that_is_overdue_is_reminded_blocked_and_free_again_once_it_is_paid() =>
        Stage.Play(3, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, line) = await OpenBilled(world);
            await Spend(world, shop);
            await world.Wait(TimeSpan.FromHours(2));
            Assert.Equal(1, (await world.Bills(shop))[0].Reminders);
            Assert.False(await IsBlocked(world, line));

            await world.Wait(TimeSpan.FromDays(1));
            Assert.True(await IsBlocked(world, line));
            world.Pay((await world.Bills(shop))[0]);
            await world.Wait(TimeSpan.FromMinutes(2));
            Assert.False(await IsBlocked(world, line));
            await world.EndInOrder();
        });

    [Fact]
    public void Paid_too_much_is_credit_for_the_next_bill() =>
        Stage.Play(4, start: Evening, scenario: async world =>
        {
            world.Chain.Begin();
            world.StartProcess();
            var (shop, line) = await OpenBilled(world);
            await Spend(world, shop);
            await world.Wait(TimeSpan.FromMinutes(25));
            var bill = (await world.Bills(shop))[0];
            BitcoinAddress.TryParse(bill.Address!, BitcoinNetwork.Regtest, out var address, out _);
            world.Chain.Pay((address!, Msat.FromSats(40_000)));
            await world.Wait(TimeSpan.FromHours(3));

            var paid = (await world.Bills(shop))[0];
            Assert.Equal((BillStatus.Paid, 40_000_000), (paid.Status, paid.AmountPaid.Value));
            var credit = (await Head(world, BillingBooks.Of(line))).Balances[Account.Available];
            Assert.Equal(40_000_000 - 15_156_000, credit.Value);
            await Spend(world, shop);
            await world.Wait(TimeSpan.FromDays(1));

            var next = (await world.Bills(shop))[1];
            Assert.Equal((BillStatus.Paid, 15_156_000), (next.Status, next.AmountDue.Value));
            await world.EndInOrder();
        });

    [Fact]
    public void A_process_that_dies_anywhere_on_the_way_costs_nothing_but_time()
    {
        for (var crash = 0; crash < 60; crash += 3)
        {
            Stage.Play(100 + (ulong)crash, start: Evening, scenario: async world =>
            {
                var process = world.StartProcess();
                var (shop, line) = await OpenBilled(world);
                await Spend(world, shop);
                var begun = process.StorageCalls.Count;
                await world.Wait(Evening.AddMinutes(22) - world.Clock.GetUtcNow());
                await world.Until(
                    () => process.StorageCalls.Count > begun + (crash * 3) || !process.IsAlive,
                    TimeSpan.FromHours(1),
                    "it works on");
                process.Crash();
                world.StartProcess();
                await world.Wait(TimeSpan.FromMinutes(30));

                var bill = Assert.Single(await world.Bills(shop));
                Assert.Equal(15_156_000, bill.AmountDue.Value);
                world.Pay(bill);
                await world.Wait(TimeSpan.FromMinutes(10));
                Assert.Equal(BillStatus.Paid, (await world.Bills(shop))[0].Status);
                Assert.Equal(0, (await Head(world, shop.Wallet)).Balances[Account.Available].Value);
                var book = (await Head(world, BillingBooks.Of(line))).Balances;
                Assert.Equal(105_000, book[Account.ProcessingFees].Value);
                await world.EndInOrder();
            });
        }
    }

    private static async Task<(Shop Shop, LineOfCreditId Line)> OpenBilled(World world)
    {
        var first = await world.OpenShop(feeBasisPoints: 100);
        var line = await world.OpenLine(first, Limit, Terms);
        return (await world.OpenUnder(first, line, Msat.FromSats(100_000)), line);
    }

    private static async Task Spend(World world, Shop shop, long received = 5_000)
    {
        if (received > 0)
        {
            world.Pay(await world.Deposit(shop, received));
        }

        var process = world.Processes.First(process => process.IsAlive);
        var fate = new PaymentFate(TimeSpan.FromSeconds(1), Msat.FromSats(1));
        var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(20_000), Sends.Hour, fate));
        Assert.Null((await process.Ask(order)).Value!.Refusal);
        await world.Ended(order, TimeSpan.FromMinutes(5));
        await world.Wait(TimeSpan.FromMinutes(1));
    }

    private static Task<WalletHead> Head(World world, WalletId wallet) =>
        world.Look(async engine => (await engine.Wallets.Head(wallet, CancellationToken.None))!);

    private static async Task<bool> IsBlocked(World world, LineOfCreditId line) =>
        (await world.Look(async engine => (await engine.Credit.Lines.Find(line, CancellationToken.None))!)).IsBlocked;
}
