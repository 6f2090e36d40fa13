using Fulgurite.Callbacks;
using Fulgurite.Messaging;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class CallbackTests
{
    private static readonly int[] ScheduleMinutes = [1, 5, 15, 30, 60, 90, 120, 180, 240, 240, 240, 240];

    [Fact]
    public void Thirteen_attempts_keep_to_the_minute_and_a_resend_says_the_same() =>
        Stage.Play(1, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            shop.Server.Behaviour = attempt => attempt <= 13 ? Conduct.Fail : Conduct.Acknowledge;
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Wait(TimeSpan.FromHours(30));

            var attempts = shop.Server.Received.Select(received => received.At).ToList();
            var waits = attempts.Skip(1).Zip(attempts, (later, earlier) => (int)(later - earlier).TotalMinutes);
            Assert.Equal(ScheduleMinutes, waits);
            var delivery = await Only(world, shop);
            Assert.Equal((DeliveryState.Exhausted, 13), (delivery.State, delivery.Attempts));

            await world.Look(async engine =>
                (await engine.ResendDelivery.Execute(shop.Wallet, delivery.Id, CancellationToken.None))!);
            await world.Acknowledged(shop, 1, Steps.Soon);
            Assert.Single(shop.Server.Received.Select(received => received.BodyHex).Distinct());
            Assert.Equal(DeliveryState.Delivered, (await Only(world, shop)).State);
            world.MustBeInOrder();
        });

    [Fact]
    public void One_failing_endpoint_never_delays_another() =>
        Stage.Play(2, async world =>
        {
            world.StartProcess();
            var (slow, healthy) = (await world.OpenShop(), await world.OpenShop());
            slow.Server.Behaviour = _ => Conduct.ActTooSlowly;
            for (var n = 1; n <= 25; n++)
            {
                world.Pay(await world.Deposit(slow, n));
            }

            for (var n = 1; n <= 10; n++)
            {
                world.Pay(await world.Deposit(healthy, n));
                await world.Acknowledged(healthy, n, TimeSpan.FromSeconds(1));
            }

            slow.Server.Behaviour = _ => Conduct.Acknowledge;
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_merchant_who_acted_but_could_not_answer_is_told_again_in_the_same_words() =>
        Stage.Play(3, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            shop.Server.Behaviour = attempt => attempt == 1 ? Conduct.ActAndBreak : Conduct.Acknowledge;
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Acknowledged(shop, 1, TimeSpan.FromMinutes(2));

            Assert.Equal(2, shop.Server.Received.Count);
            Assert.Equal(shop.Server.Received[0].BodyHex, shop.Server.Received[1].BodyHex);
            Assert.Equal(shop.Server.Received[0].Headers, shop.Server.Received[1].Headers);
            world.MustBeInOrder();
        });

    [Fact]
    public void A_callback_that_the_bus_lost_is_ordered_again_within_three_minutes() =>
        Stage.Play(4, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1_000);
            world.Weather = new Weather { MessagesLate = 1000 };
            world.Pay(invoice);
            await world.Until(
                () => world.Bus.Lose(QueueName.Callbacks) == 1, TimeSpan.FromMinutes(2), "a message is lost");
            world.Weather = Weather.Fine;
            Assert.Empty(shop.Server.Received);
            await world.Acknowledged(shop, 1, TimeSpan.FromMinutes(3));
            await world.Wait(Steps.Soon);
            world.MustBeInOrder();
        });

    [Fact]
    public void A_process_that_dies_between_the_attempt_and_its_record_makes_the_attempt_again() =>
        Stage.Play(5, async world =>
        {
            world.RestartAfter = TimeSpan.FromSeconds(5);
            var process = world.StartProcess();
            var shop = await world.OpenShop();
            shop.Server.Behaviour = attempt =>
            {
                if (attempt == 1)
                {
                    world.Scheduler.Soon(process.Crash);
                }

                return Conduct.Acknowledge;
            };
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Acknowledged(shop, 2, TimeSpan.FromMinutes(3));

            Assert.Equal(shop.Server.Received[0].BodyHex, shop.Server.Received[1].BodyHex);
            await world.Rest();
            Assert.Equal(1, (await Only(world, shop)).Attempts);
            world.MustBeInOrder();
        });

    private static async Task<Delivery> Only(World world, Shop shop)
    {
        var deliveries = await world.Look(
            engine => engine.Deliveries.Newest(shop.Wallet, null, 10, CancellationToken.None));
        return Assert.Single(deliveries);
    }
}
