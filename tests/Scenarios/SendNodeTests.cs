using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>The settings name another node while payments of the former are in flight.</summary>
public sealed class SendNodeTests
{
    [Fact]
    public void A_request_that_is_under_way_to_one_node_is_not_made_of_another()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var first = world.StartProcess();
                var shop = await world.OpenShopWith(5_000);
                world.Weather = new Weather { PaymentRequestsLate = 1_000 };
                var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
                await first.Ask(order);
                await world.Until(() => world.Payments.RequestsUnderWay.Count > 0, Steps.Soon, "it asks");
                first.Crash();
                world.Weather = Weather.Fine;
                var elsewhere = new WorldPayments(world, world.Payments);
                var second = world.StartProcess(paying: elsewhere);
                await world.Wait(TimeSpan.FromMinutes(45));

                Assert.Empty(elsewhere.Tries);
                Assert.Equal(PaymentState.InFlight, (await world.Stored(order))!.State);
                world.MustBeSound();
                second.Crash();
                world.StartProcess();
                Assert.Equal(PaymentState.Succeeded, (await world.Ended(order, TimeSpan.FromMinutes(5))).State);
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    [Fact]
    public void A_hold_is_not_released_because_another_node_does_not_know_the_payment() =>
        Stage.Play(1, async world =>
        {
            var first = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var stuck = new PaymentFate(TimeSpan.FromHours(3), Msat.FromSats(3));
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, stuck));
            await first.Ask(order);
            await world.Until(() => world.Payments.Tries.Any(), Steps.Soon, "the node begins");
            first.Crash();
            var second = world.StartProcess(paying: new WorldPayments(world, world.Payments));
            await world.Wait(TimeSpan.FromHours(4));

            Assert.Equal(1_010_000, await world.Balance(shop, Account.Held));
            second.Crash();
            world.StartProcess();
            Assert.Equal(PaymentState.Succeeded, (await world.Ended(order, TimeSpan.FromMinutes(5))).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_payment_that_was_not_asked_for_yet_is_paid_by_the_node_that_is_there() =>
        Stage.Play(3, async world =>
        {
            var first = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            world.Node.SetDown(true);
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
            await first.Ask(order);
            await world.Wait(TimeSpan.FromMinutes(2));
            first.Crash();
            world.Node.SetDown(false);
            var elsewhere = new WorldPayments(world, world.Payments);
            world.StartProcess(paying: elsewhere);

            await world.Until(() => elsewhere.Tries.Any(), TimeSpan.FromMinutes(3), "the other node begins");
            Assert.Empty(world.Payments.Tries);
        });
}
