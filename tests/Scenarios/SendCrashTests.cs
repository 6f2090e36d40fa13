using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>
/// The process that sends dies after its first call to the world, after its second, and so on, until it lives through
/// the whole flow. Whatever the node did by then is what the books say in the end.
/// </summary>
public sealed class SendCrashTests
{
    private const int CallsMax = 400;

    [Fact]
    public void A_crash_anywhere_in_a_payment_pays_once() => DieEverywhere(PaymentState.Succeeded, Sends.Success);

    // The second try would succeed: a hold that is released although a request is still open would be seen here.
    [Fact]
    public void A_crash_anywhere_in_a_payment_that_fails_ends_as_the_node_says() =>
        DieEverywhere(null, Sends.NoRoute, Sends.Success);

    [Fact]
    public void A_crash_anywhere_in_a_payment_that_takes_minutes_pays_once() =>
        DieEverywhere(PaymentState.Succeeded, new PaymentFate(TimeSpan.FromMinutes(3), Msat.FromSats(2)));

    [Fact]
    public void A_crash_anywhere_while_a_duplicate_is_under_way_charges_one()
    {
        for (var (call, isFinished) = (1, false); !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(3);
                var (one, other) = (await Fund(world), await Fund(world));
                var process = world.StartProcess();
                process.Wire.LastCall = call;
                var invoice = world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success);
                await Task.WhenAll(world.Repeat(world.Order(one, invoice)), world.Repeat(world.Order(other, invoice)));
                await world.Wait(TimeSpan.FromMinutes(5));
                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
                Assert.Single(world.Payments.Tries);
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }

    private static void DieEverywhere(PaymentState? expected, params PaymentFate[] fates)
    {
        for (var (call, isFinished) = (1, false); !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(3);
                var shop = await Fund(world);
                var process = world.StartProcess();
                process.Wire.LastCall = call;
                var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, fates));
                await world.Repeat(order);
                var ended = await world.Ended(order, TimeSpan.FromMinutes(90));
                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
                Assert.Equal(expected ?? ended.State, ended.State);
                Assert.True(ended.State == PaymentState.Succeeded || ended.Failure == PaymentFailure.NoRoute);
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }

    // By processes that are gone when the payment begins.
    private static async Task<Shop> Fund(World world)
    {
        var (restart, helper) = (world.RestartAfter, world.StartProcess());
        world.RestartAfter = null;
        var shop = await world.OpenShopWith(5_000);
        helper.Crash();
        world.RestartAfter = restart;
        return shop;
    }
}
