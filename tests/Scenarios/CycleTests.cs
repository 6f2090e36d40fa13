using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class CycleTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Midnight.AddMinutes(-5);
    private static readonly BillingTerms Free = new(Msat.Zero, default, default);

    [Fact]
    public void A_payment_in_flight_at_midnight_is_in_the_day_in_which_it_settles() =>
        Stage.Play(1, start: Evening, scenario: async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            await world.Bill(shop);
            var slow = new PaymentFate(TimeSpan.FromMinutes(10), Msat.FromSats(1));
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, slow));
            Assert.Null((await process.Ask(order)).Value!.Refusal);
            await world.Wait(TimeSpan.FromMinutes(7));

            var before = BillItem.Of(await Opening(world, shop, -1), await Opening(world, shop, 0), Free);
            Assert.Equal((0, 5_000_000), (before.SentCount, before.EndingBalance.Value));
            Assert.Equal(before.StartingBalance, before.EndingBalance);
            await world.Ended(order, TimeSpan.FromMinutes(10));

            var today = BillItem.Of(await Opening(world, shop, 0), await Now(world, shop), Free);
            Assert.Equal((1, 1_001_000), (today.SentCount, today.Sent.Value));
            Assert.Equal(3_999_000, today.EndingBalance.Value);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_deposit_paid_before_midnight_is_in_the_day_in_which_it_is_credited() =>
        Stage.Play(2, start: Evening, scenario: async world =>
        {
            var process = world.StartProcess(Roles.Queues);
            var shop = await world.OpenShop(feeBasisPoints: 100);
            await world.Bill(shop);
            var invoice = await world.Deposit(shop, 1_000);
            world.Pay(invoice);
            await world.Wait(TimeSpan.FromMinutes(6));
            await world.Settle(process, invoice, Msat.FromSats(1_000));

            var before = BillItem.Of(await Opening(world, shop, -1), await Opening(world, shop, 0), Free);
            var today = BillItem.Of(await Opening(world, shop, 0), await Now(world, shop), Free);
            Assert.Equal((0, 0), (before.ReceivedCount, before.EndingBalance.Value));
            Assert.Equal((1, 990_000, 10_000), (
                today.ReceivedCount, today.Received.Value, today.ReceivedProcessingFees.Value));
        });

    [Fact]
    public void A_day_in_which_nothing_moved_is_closed_once_however_often_and_late() =>
        Stage.Play(3, start: Evening, scenario: async world =>
        {
            Process[] processes = [world.StartProcess(), world.StartProcess()];
            var shop = await world.OpenShopWith(5_000);
            await world.Bill(shop);
            await world.Wait(TimeSpan.FromMinutes(30));
            var closed = await Task.WhenAll(processes.Select(process => process.Ask(async engine =>
                (await engine.Billing.Roll.Execute(shop.Wallet, Midnight, CancellationToken.None))!)));

            Assert.All(closed, answer => Assert.Equal((Midnight, 1), (answer.Value!.At, answer.Value.Sequence)));
            var later = await world.Deposit(shop, 700);
            world.Pay(later);
            await world.Acknowledged(shop, 2, TimeSpan.FromMinutes(5));
            Assert.Equal(1, (await Opening(world, shop, 0)).Sequence);
            await world.Rest();
            world.MustBeInOrder();
        });

    private static Task<CycleOpening> Opening(World world, Shop shop, int day) => world.Look(async engine =>
        (await engine.Billing.Roll.Execute(shop.Wallet, Midnight.AddDays(day), CancellationToken.None))!);

    private static Task<CycleOpening> Now(World world, Shop shop) => world.Look(async engine =>
        (await engine.Wallets.Head(shop.Wallet, CancellationToken.None))!.Opening!);
}
