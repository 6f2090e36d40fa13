using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>
/// The process dies after its first call to the world, after its second, and so on, until it lives through the whole
/// flow: each time the next process takes over from what is stored and the auditor finds everything in order.
/// </summary>
public sealed class CrashTests
{
    private const int CallsMax = 400;

    [Fact]
    public void A_crash_anywhere_in_a_deposit_leaves_nothing_undone() => DieEverywhere(_ => Conduct.Acknowledge);

    [Fact]
    public void A_crash_anywhere_in_a_retried_callback_leaves_nothing_undone() =>
        DieEverywhere(attempt => attempt <= 2 ? Conduct.Fail : Conduct.Acknowledge);

    [Fact]
    public void A_crash_anywhere_in_the_expiry_of_invoices_leaves_nothing_undone()
    {
        var isFinished = false;
        for (var call = 1; !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(3);
                var shop = await world.OpenShop();
                world.StartProcess(Roles.None);
                var (paid, unpaid) = (await world.Deposit(shop, 1_000), await world.Deposit(shop, 2_000));
                world.Pay(paid);
                await world.Wait(TimeSpan.FromMinutes(14));
                var process = world.StartProcess(Roles.Queues | Roles.Timers);
                process.Wire.LastCall = call;
                await world.Acknowledged(shop, 1, TimeSpan.FromMinutes(10));
                await world.Until(
                    () => world.EventTypes(shop).Contains("invoice.expired"), TimeSpan.FromMinutes(10), "one expires");
                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }

    private static void DieEverywhere(Func<int, Conduct> behaviour)
    {
        var isFinished = false;
        for (var call = 1; !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(3);
                var process = world.StartProcess();
                process.Wire.LastCall = call;
                var shop = await world.OpenShop();
                shop.Server.Behaviour = behaviour;
                world.Pay(await world.Deposit(shop, 1_000));
                await world.Acknowledged(shop, 1, TimeSpan.FromMinutes(30));
                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }
}
