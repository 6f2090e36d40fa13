using Fulgurite.App;
using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class PayoutTests
{
    private const long Owed = 29_970_000;

    private static readonly DateTimeOffset Midnight = new(2026, 3, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Midnight.AddMinutes(-20);
    private static readonly Msat FeeMax = Msat.FromSats(10);

    private static readonly BillingTerms Terms = new(Msat.Zero, new BasisPoints(50), new BasisPoints(10));

    // By hand, in msat: 30,000,000 received, volume fee 30,000; 10,000 of it are left for routing, which costs 1,000.
    [Fact]
    public void A_bill_is_paid_out_to_an_invoice_and_the_rest_of_the_fee_is_credit() =>
        Stage.Play(1, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, line) = await BeOwed(world);
            var bill = Assert.Single(await world.Bills(shop));
            Assert.Equal((SettlementType.Payout, Owed), (bill.Type, bill.AmountDue.Value));
            var invoice = world.Payments.Ask(new Msat(Owed - FeeMax.Value), Sends.Hour, Sends.Success);
            Assert.Null((await Ask(world, shop, bill, To(invoice))).Refusal);
            await world.Wait(TimeSpan.FromMinutes(2));

            var paid = Assert.Single(await world.Bills(shop));
            Assert.Equal((BillStatus.Paid, Owed - FeeMax.Value), (paid.Status, paid.AmountPaid.Value));
            Assert.Equal(1_000, paid.Payout!.FeePaid.Value);
            Assert.Equal(0, await SpendableIn(world, shop.Wallet));
            Assert.Equal(0, await SpendableIn(world, BillingBooks.PayoutsOf(line)));
            Assert.Equal(FeeMax.Value - 1_000, await SpendableIn(world, BillingBooks.Of(line)));
            await world.EndProved();
        });

    [Fact]
    public void A_bill_is_paid_out_to_an_invoice_that_names_no_amount() =>
        Stage.Play(2, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, _) = await BeOwed(world);
            var invoice = world.Payments.Ask(null, Sends.Hour, Sends.Success);
            var bill = (await world.Bills(shop))[0];
            Assert.Null((await Ask(world, shop, bill, To(invoice) with { FeeMax = FeeMax })).Refusal);
            await world.Wait(TimeSpan.FromMinutes(2));

            var paid = (await world.Bills(shop))[0];
            Assert.Equal((BillStatus.Paid, Owed - FeeMax.Value), (paid.Status, paid.AmountPaid.Value));
            await world.EndProved();
        });

    // 29,970 satoshis are owed: 1,000 are left for mining, and all that is not needed comes back as credit. The node's
    // wallet has nothing yet when it is asked first.
    [Fact]
    public void A_bill_is_paid_out_to_an_address() =>
        Stage.Play(3, start: Evening, scenario: async world =>
        {
            world.Chain.Begin();
            world.StartProcess();
            var (shop, line) = await BeOwed(world);
            var address = world.Chain.Stranger();
            var asked = new NewPayout(null, address.ToString(), Msat.FromSats(1_000));
            Assert.Null((await Ask(world, shop, (await world.Bills(shop))[0], asked)).Refusal);
            await world.Wait(TimeSpan.FromMinutes(10));
            var failed = (await world.Bills(shop))[0];
            Assert.Equal(
                (BillStatus.Failed, PayoutFailure.TransactionNotBuilt), (failed.Status, failed.Payout!.Failure));
            world.Chain.Coins.Endow(Msat.FromSats(50_000));
            Assert.Null((await Ask(world, shop, failed, asked)).Refusal);
            await world.Wait(TimeSpan.FromMinutes(10));

            var paid = (await world.Bills(shop))[0];
            Assert.Equal((BillStatus.Paid, 28_970_000), (paid.Status, paid.AmountPaid.Value));
            Assert.Equal(Msat.FromSats(1_000) - paid.Payout!.FeePaid, new Msat(
                await SpendableIn(world, BillingBooks.Of(line))));
            await world.EndProved();
        });

    [Fact]
    public void A_payout_that_fails_is_asked_for_again_with_another_destination() =>
        Stage.Play(4, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, line) = await BeOwed(world);
            var nowhere = world.Payments.Ask(new Msat(Owed - FeeMax.Value), Sends.Hour, Sends.NoRoute);
            var bill = (await world.Bills(shop))[0];
            Assert.Null((await Ask(world, shop, bill, To(nowhere))).Refusal);
            await world.Wait(TimeSpan.FromMinutes(2));

            var failed = (await world.Bills(shop))[0];
            Assert.Equal((BillStatus.Failed, PayoutFailure.NoRoute), (failed.Status, failed.Payout!.Failure));
            Assert.Equal(Owed, await SpendableIn(world, BillingBooks.PayoutsOf(line)));
            Assert.Empty(await world.Look(async engine => await engine.Billing.Bills.Pending(
                await HeadOf(engine, shop.Wallet), CancellationToken.None)));

            // The day that begins meanwhile ends: what is owed is not in its bill, and still there.
            await world.Wait(TimeSpan.FromDays(1));
            Assert.Equal(
                [BillStatus.Failed, BillStatus.Paid], (await world.Bills(shop)).Select(known => known.Status));
            var invoice = world.Payments.Ask(new Msat(Owed - FeeMax.Value), Sends.Hour, Sends.Success);
            Assert.Null((await Ask(world, shop, bill, To(invoice))).Refusal);
            await world.Wait(TimeSpan.FromMinutes(2));
            var paid = (await world.Bills(shop))[0];
            Assert.Equal((BillStatus.Paid, 2), (paid.Status, paid.Payout!.Attempt));
            await world.EndProved();
        });

    [Fact]
    public void What_is_paid_out_is_not_in_the_bill_of_the_cycle_that_ends_meanwhile() =>
        Stage.Play(5, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, _) = await BeOwed(world);
            var hours = new PaymentFate(TimeSpan.FromHours(30), Msat.FromSats(1));
            var slow = world.Payments.Ask(new Msat(Owed - FeeMax.Value), TimeSpan.FromDays(3), hours);
            Assert.Null((await Ask(world, shop, (await world.Bills(shop))[0], To(slow))).Refusal);
            await world.Wait(TimeSpan.FromHours(1));
            world.Pay(await world.Deposit(shop, 10_000));
            await world.Wait(TimeSpan.FromHours(24));

            var bills = await world.Bills(shop);
            Assert.Equal([BillStatus.Processing, BillStatus.PaymentDue], bills.Select(bill => bill.Status));
            Assert.Equal((0, 9_990_000), (bills[1].Totals.Carried.Value, bills[1].AmountDue.Value));
            await world.Wait(TimeSpan.FromHours(8));
            Assert.Equal(BillStatus.Paid, (await world.Bills(shop))[0].Status);
            await world.EndProved();
        });

    [Fact]
    public void The_same_order_once_more_changes_nothing_and_another_is_refused() =>
        Stage.Play(6, start: Evening, scenario: async world =>
        {
            var (one, other) = (world.StartProcess(), world.StartProcess());
            var (shop, _) = await BeOwed(world);
            var bill = (await world.Bills(shop))[0];
            var first = To(world.Payments.Ask(new Msat(Owed - FeeMax.Value), Sends.Hour, Sends.Success));
            var free = new PaymentFate(TimeSpan.FromSeconds(1), Msat.Zero);
            var second = To(world.Payments.Ask(new Msat(Owed), Sends.Hour, free));
            var payouts = world.Sends.Payouts;
            var answers = await Task.WhenAll(
                payouts.Ask(one, shop, bill, first),
                payouts.Ask(other, shop, bill, second),
                payouts.Ask(other, shop, bill, first));
            var isFirst = answers[0].Value!.Refusal is null;
            Assert.Equal(answers[0].Value!.Refusal, answers[2].Value!.Refusal);
            Assert.Equal(
                RequestPayoutRefusal.AlreadyProcessingOrPaid, answers[isFirst ? 1 : 0].Value!.Refusal);
            Assert.Null(answers[isFirst ? 0 : 1].Value!.Refusal);
            await world.Wait(TimeSpan.FromMinutes(2));

            Assert.Null((await Ask(world, shop, bill, isFirst ? first : second)).Refusal);
            Assert.NotNull((await Ask(world, shop, bill, isFirst ? second : first)).Refusal);
            var now = (await world.Bills(shop))[0];
            Assert.Equal(1, now.Payout!.Attempt);
            await world.EndProved();
        });

    [Theory]
    [InlineData(Owed - 10_001, 10_000L, RequestPayoutRefusal.AmountMismatch)]
    [InlineData(Owed + 1, null, RequestPayoutRefusal.AmountMismatch)]
    [InlineData(Owed - 299_701, null, RequestPayoutRefusal.AmountMismatch)]
    [InlineData(Owed, Owed, RequestPayoutRefusal.TooLittle)]
    [InlineData(Owed - 299_700, null, null)]
    [InlineData(Owed, null, null)]
    public void An_invoice_asks_for_what_is_owed_less_the_fee(
        long asks, long? feeMax, RequestPayoutRefusal? refusal) =>
        Stage.Play(7, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, _) = await BeOwed(world);
            var bill = (await world.Bills(shop))[0];
            var free = new PaymentFate(TimeSpan.FromSeconds(1), Msat.Zero);
            var invoice = To(world.Payments.Ask(new Msat(asks), Sends.Hour, free));
            var asked = invoice with { FeeMax = feeMax is { } most ? new Msat(most) : null };
            Assert.Equal(refusal, (await Ask(world, shop, bill, asked)).Refusal);
            await world.Wait(TimeSpan.FromMinutes(2));
            var expected = refusal is null ? BillStatus.Paid : BillStatus.PaymentDue;
            Assert.Equal(expected, (await world.Bills(shop))[0].Status);
            await world.EndProved();
        });

    [Fact]
    public void Nothing_is_paid_out_that_a_wallet_has_spent() =>
        Stage.Play(8, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, _) = await BeOwed(world);
            await Spend(world, shop);
            var bill = (await world.Bills(shop))[0];
            var asked = To(world.Payments.Ask(null, Sends.Hour, Sends.Success));
            Assert.Equal(RequestPayoutRefusal.WalletsShort, (await Ask(world, shop, bill, asked)).Refusal);
            Assert.Equal(BillStatus.PaymentDue, (await world.Bills(shop))[0].Status);
            await world.EndProved();
        });

    // Between the order and the taking: the wallet spends when the bill is frozen already.
    [Fact]
    public void What_is_spent_while_it_is_asked_for_is_not_paid_out_and_the_rest_is()
    {
        var shorts = 0;
        for (var n = 0; n < 10; n++)
        {
            var later = TimeSpan.FromMilliseconds(10 * n);
            Stage.Play(300 + (ulong)n, start: Evening, scenario: async world =>
            {
                var process = world.StartProcess();
                var (shop, line) = await BeOwed(world);
                var all = To(world.Payments.Ask(new Msat(Owed), Sends.Hour, Sends.Success));
                var spending = world.Order(shop, world.Payments.Ask(Msat.FromSats(10_000), Sends.Hour, Sends.Success));
                var asking = world.Sends.Payouts.Ask(process, shop, (await world.Bills(shop))[0], all);
                await world.Wait(later);
                await process.Ask(spending);
                await asking;
                await world.Wait(TimeSpan.FromMinutes(10));

                var bill = (await world.Bills(shop))[0];
                if (bill.Payout?.Failure == PayoutFailure.WalletsShort)
                {
                    shorts++;
                    Assert.Equal((BillStatus.Failed, Owed - 10_010_000), (bill.Status, bill.Payable.Value));
                    Assert.Equal(bill.Payable.Value, await SpendableIn(world, BillingBooks.PayoutsOf(line)));
                    var rest = To(world.Payments.Ask(null, Sends.Hour, Sends.Success)) with { FeeMax = FeeMax };
                    Assert.Null((await Ask(world, shop, bill, rest)).Refusal);
                    await world.Wait(TimeSpan.FromMinutes(2));
                    Assert.Equal(bill.Payable - FeeMax, (await world.Bills(shop))[0].AmountPaid);
                }

                await world.EndProved();
            });
        }

        Assert.InRange(shorts, 1, 10);
    }

    [Fact]
    public void While_another_bill_is_owed_nothing_is_paid_out() =>
        Stage.Play(10, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, line) = await Open(world);
            await Spend(world, shop);
            await world.Wait(TimeSpan.FromMinutes(25));
            var owed = (await world.Bills(shop))[0];
            Assert.Equal(SettlementType.Collection, owed.Type);
            world.Pay(await world.Deposit(shop, 30_000));
            await world.Wait(TimeSpan.FromDays(1));

            var bill = (await world.Bills(shop))[1];
            Assert.Equal(SettlementType.Payout, bill.Type);
            var asked = To(world.Payments.Ask(null, Sends.Hour, Sends.Success)) with { FeeMax = FeeMax };
            Assert.Equal(RequestPayoutRefusal.OtherBillOpen, (await Ask(world, shop, bill, asked)).Refusal);
            Assert.Equal(
                RequestPayoutRefusal.NotOwedToCustomer, (await Ask(world, shop, owed, asked)).Refusal);
            world.Pay(owed);
            await world.Wait(TimeSpan.FromMinutes(2));
            Assert.Null((await Ask(world, shop, bill, asked)).Refusal);
            await world.Wait(TimeSpan.FromMinutes(2));
            Assert.All(await world.Bills(shop), known => Assert.Equal(BillStatus.Paid, known.Status));
            Assert.True(await SpendableIn(world, BillingBooks.Of(line)) > 0);
            await world.EndProved();
        });

    [Fact]
    public void A_process_that_dies_anywhere_on_the_way_pays_once()
    {
        for (var crash = 0; crash < 60; crash += 3)
        {
            Stage.Play(200 + (ulong)crash, start: Evening, scenario: async world =>
            {
                var process = world.StartProcess();
                var (shop, line) = await BeOwed(world);
                var bill = (await world.Bills(shop))[0];
                var invoice = world.Payments.Ask(new Msat(Owed - FeeMax.Value), Sends.Hour, Sends.Success);
                var begun = process.StorageCalls.Count;
                var asking = world.Sends.Payouts.Ask(process, shop, bill, To(invoice));
                await world.Until(
                    () => process.StorageCalls.Count > begun + crash || !process.IsAlive,
                    TimeSpan.FromHours(1),
                    "it works on");
                process.Crash();
                world.StartProcess();
                await asking;
                Assert.Null((await Ask(world, shop, bill, To(invoice))).Refusal);
                await world.Wait(TimeSpan.FromMinutes(20));

                var paid = (await world.Bills(shop))[0];
                Assert.Equal((BillStatus.Paid, 1), (paid.Status, paid.Payout!.Attempt));
                Assert.Equal(0, await SpendableIn(world, shop.Wallet));
                Assert.Equal(FeeMax.Value - 1_000, await SpendableIn(world, BillingBooks.Of(line)));
                await world.EndProved();
            });
        }
    }

    [Theory]
    [InlineData("funded")]
    [InlineData("returned")]
    public void A_posting_of_a_payout_whose_record_is_lost_is_found(string what) =>
        Stage.Play(11, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, line) = await BeOwed(world);
            var bill = (await world.Bills(shop))[0];
            var invoice = world.Payments.Ask(new Msat(Owed - FeeMax.Value), Sends.Hour, Sends.Success);
            Assert.Null((await Ask(world, shop, bill, To(invoice))).Refusal);
            await world.Wait(TimeSpan.FromMinutes(2));
            await world.EndProved();
            var book = world.Sends.Payouts.Books[line.ToString()];
            var once = new RowKey(book.Wallet.ToString(), $"once|bill:{bill.Id}:{what}");
            var spoilt = await LivedInWallet.Copy(world);
            await spoilt.Commit(
                WalletRows.Table, new RowBatch([RowWrite.DeleteAny(once)]), CancellationToken.None);
            Assert.NotEmpty((await Billings.Verify(spoilt, book)).Findings);
        });

    private static NewPayout To(PayeeInvoice invoice) => new(invoice.Text, null, null);

    private static Task<RequestPayoutOutcome> Ask(World world, Shop shop, Bill bill, NewPayout asked) =>
        world.Sends.Payouts.Ask(shop, bill, asked);

    private static async Task<(Shop Shop, LineOfCreditId Line)> Open(World world)
    {
        var first = await world.OpenShop(feeBasisPoints: 0);
        var line = await world.OpenLine(first, Msat.FromSats(1_000_000), Terms);
        return (await world.OpenUnder(first, line, Msat.FromSats(100_000)), line);
    }

    private static async Task<(Shop Shop, LineOfCreditId Line)> BeOwed(World world)
    {
        var (shop, line) = await Open(world);
        world.Pay(await world.Deposit(shop, 30_000));
        await world.Wait(Midnight.AddMinutes(5) - world.Clock.GetUtcNow());
        return (shop, line);
    }

    private static async Task Spend(World world, Shop shop)
    {
        var process = world.Processes.First(process => process.IsAlive);
        var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(20_000), Sends.Hour, Sends.Success));
        Assert.Null((await process.Ask(order)).Value!.Refusal);
        await world.Ended(order, TimeSpan.FromMinutes(5));
    }

    private static async Task<long> SpendableIn(World world, WalletId wallet) =>
        (await world.Look(engine => HeadOf(engine, wallet))).Balances[Account.Available].Value;

    private static async Task<WalletHead> HeadOf(Engine engine, WalletId wallet) =>
        (await engine.Wallets.Head(wallet, CancellationToken.None))!;
}
