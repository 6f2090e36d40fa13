using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class ProcessingFeeTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Midnight.AddMinutes(-20);

    private static readonly BillingTerms Terms = new(Msat.Zero, new BasisPoints(0), new BasisPoints(0))
    {
        SendProcessingFee = new BasisPoints(33),
    };

    // By hand: 33 of 10,000 of 20,000,001 msat are 66,000 and three thousandths, so 66,000; routing 1,000.
    [Fact]
    public void A_send_pays_its_payee_the_network_and_the_operator_and_is_billed_so() =>
        Stage.Play(1, start: Evening, scenario: async world =>
        {
            world.StartProcess();
            var (shop, _) = await Open(world);
            var order = world.Order(shop, world.Payments.Ask(new Msat(20_000_001), Sends.Hour, Sends.Success));
            await world.Repeat(order);
            Assert.Equal(20_000_001 + 10_000 + 66_000, await Held(world, order));
            var paid = await world.Ended(order, TimeSpan.FromMinutes(5));

            Assert.Equal(
                (PaymentState.Succeeded, 33, 66_000),
                (paid.State, paid.Processing.Rate.Value, paid.Processing.Amount.Value));
            await MustHave(world, shop, available: -20_067_001, fees: 66_000);
            await world.Wait(TimeSpan.FromMinutes(25));
            var bill = Assert.Single(await world.Bills(shop));
            Assert.Equal((20_067_001, 66_000), (
                bill.AmountDue.Value, bill.Totals.Moved.Sent.ProcessingFees.Value));
            Assert.True(world.Pay(bill));
            await world.Wait(TimeSpan.FromMinutes(2));
            await MustHave(world, shop, available: 0, fees: 66_000);
            await world.EndProved();
        });

    [Fact]
    public void A_send_that_fails_gives_the_fee_back() => Stage.Play(2, scenario: async world =>
    {
        world.StartProcess();
        var (shop, _) = await Open(world);
        var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(20_000), Sends.Hour, Sends.NoRoute));
        await world.Repeat(order);
        Assert.Equal(PaymentState.Failed, (await world.Ended(order, TimeSpan.FromMinutes(5))).State);
        await MustHave(world, shop, available: 0, fees: 0);
        await world.EndProved();
    });

    // The limit is 100,000,000: 99,661,120 with 10,000 for routing and a fee of 328,881 are one more, one less is all.
    [Theory]
    [InlineData(99_661_120, CreatePaymentRefusal.InsufficientFunds)]
    [InlineData(99_661_119, null)]
    public void The_fee_must_be_covered_too(long amountMsat, CreatePaymentRefusal? refusal) =>
        Stage.Play(3, scenario: async world =>
        {
            world.StartProcess();
            var (shop, _) = await Open(world);
            var order = world.Order(shop, world.Payments.Ask(new Msat(amountMsat), Sends.Hour, Sends.Success));
            Assert.Equal(refusal, (await world.Repeat(order)).Refusal);
            await world.EndProved();
        });

    [Fact]
    public void A_payment_within_the_ledger_costs_the_payer_the_fee_and_the_payee_nothing() =>
        Stage.Play(4, scenario: async world =>
        {
            world.StartProcess();
            var (payer, line) = await Open(world);
            var payee = await world.OpenUnder(payer, line, Msat.Zero);
            var paid = await world.Paid(payer, await world.Deposit(payee, 10_000));
            Assert.Equal(PaymentState.Succeeded, paid.State);
            await MustHave(world, payer, available: -10_033_000, fees: 33_000);
            await MustHave(world, payee, available: 10_000_000, fees: 0);
            await world.EndProved();
        });

    [Fact]
    public void A_send_on_chain_costs_the_fee_too() => Stage.Play(5, scenario: async world =>
    {
        world.Chain.Begin();
        world.Chain.Coins.Endow(Msat.FromSats(90_000));
        world.StartProcess();
        var (shop, _) = await Open(world);
        var order = new NewOnChainSend(
            new PaymentId(world.Dice.NextUuid()),
            shop.Environment,
            shop.Wallet,
            world.Chain.Stranger(),
            Msat.FromSats(50_000),
            Msat.FromSats(1_000));
        await world.ChainOrders.Repeat(order);
        await world.Wait(TimeSpan.FromHours(2));

        var sent = (await world.Look(async engine =>
            (await engine.OnChain.Reads.SendById(shop.Wallet, order.Id, CancellationToken.None))!));
        Assert.Equal((OnChainSendState.Sent, 165_000), (sent.State, sent.Processing.Amount.Value));
        await MustHave(world, shop, available: -(50_165_000 + sent.Fee.Value), fees: 165_000);
        await world.EndProved();
    });

    [Theory]
    [InlineData("processing_fee_msat", 65_999)]
    [InlineData("amount_msat", 20_000_000)]
    public void A_fee_that_is_not_what_was_taken_is_found(string column, long says) =>
        Stage.Play(6, scenario: async world =>
        {
            world.StartProcess();
            var (shop, _) = await Open(world);
            var order = world.Order(shop, world.Payments.Ask(new Msat(20_000_001), Sends.Hour, Sends.Success));
            await world.Repeat(order);
            await world.Ended(order, TimeSpan.FromMinutes(5));
            await world.EndProved();

            var spoilt = await LivedInWallet.Copy(world);
            var key = PaymentRows.Key(shop.Wallet, order.Id);
            var row = await spoilt.Get(WalletRows.Table, key, CancellationToken.None);
            await spoilt.Commit(
                WalletRows.Table,
                new RowBatch([RowWrite.Put(key, row!.Fields.With(new RowFields { { column, says } }))]),
                CancellationToken.None);
            Assert.NotEmpty((await Billings.Verify(spoilt, shop)).Findings);
        });

    private static async Task<(Shop Shop, LineOfCreditId Line)> Open(World world)
    {
        var first = await world.OpenShop(feeBasisPoints: 0);
        var line = await world.OpenLine(first, Msat.FromSats(1_000_000), Terms);
        return (await world.OpenUnder(first, line, Msat.FromSats(100_000)), line);
    }

    private static async Task<long> Held(World world, NewPayment order) =>
        (await world.Stored(order))!.Held.Value;

    private static async Task MustHave(World world, Shop shop, long available, long fees)
    {
        var head = await world.Look(async engine =>
            (await engine.Wallets.Head(shop.Wallet, CancellationToken.None))!);
        Assert.Equal(
            (available, 0, fees),
            (head.Balances[Account.Available].Value, head.Balances[Account.Held].Value,
                head.Balances[Account.ProcessingFees].Value));
    }
}
