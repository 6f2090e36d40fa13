using Fulgurite.Access;
using Fulgurite.Events;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Webhooks;

namespace Fulgurite.Scenarios;

/// <summary>Webhooks that ask us to wait, and webhooks that are gone.</summary>
public sealed class WebhookTests
{
    [Theory]
    [InlineData(30, 30)]
    [InlineData(2, 5)]
    [InlineData(3 * 24 * 3_600, 24 * 3_600)]
    public void An_attempt_waits_as_long_as_it_was_asked_to_and_a_day_at_most(int askedSeconds, int waitsSeconds) =>
        Stage.Play(1, async world =>
        {
            world.StartProcess();
            var (shop, hook) = await Open(world, "voltage");
            hook.Server.RetryAfter = TimeSpan.FromSeconds(askedSeconds);
            hook.Server.Behaviour = attempt => attempt == 1 ? Conduct.AskToWait : Conduct.Acknowledge;
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Wait(TimeSpan.FromSeconds(waitsSeconds) + TimeSpan.FromMinutes(1));

            var waited = hook.Server.Received[1].At - hook.Server.Received[0].At;
            Assert.InRange(
                waited, TimeSpan.FromSeconds(waitsSeconds), TimeSpan.FromSeconds(waitsSeconds) + Steps.Soon);
            await world.Rest();
            world.MustBeInOrder();
        });

    // What it asks for is of one delivery: others to it go out meanwhile, and so do those to others.
    [Fact]
    public void A_wait_holds_up_nothing_else() => Stage.Play(2, async world =>
    {
        world.StartProcess();
        var (shop, hook) = await Open(world, "standard");
        await world.Webhooks.Register(shop, "voltage", [PaymentEvent.ReceiveCompleted]);
        hook.Server.RetryAfter = TimeSpan.FromHours(1);
        hook.Server.Behaviour = attempt => attempt == 1 ? Conduct.AskToWait : Conduct.Acknowledge;
        world.Pay(await world.Deposit(shop, 1_000));
        world.Pay(await world.Deposit(shop, 2_000));
        await world.Wait(Steps.Soon);

        Assert.Equal(2, hook.Server.Received.Count);
        Assert.Equal(2, world.Webhooks.All[1].Server.Received.Count(received => received.IsAcknowledged));
        await world.Acknowledged(shop, 2, Steps.Soon);
        await world.Wait(TimeSpan.FromHours(1));
        Assert.Equal(3, hook.Server.Received.Count);
        await world.Rest();
        world.MustBeInOrder();
    });

    [Theory]
    [InlineData("voltage")]
    [InlineData("standard")]
    public void One_that_is_gone_is_told_nothing_more_until_it_is_started(string scheme) => Stage.Play(3, async world =>
    {
        world.StartProcess();
        world.StartProcess();
        var (shop, hook) = await Open(world, scheme);
        await world.Webhooks.Register(shop, "voltage", [PaymentEvent.ReceiveCompleted]);
        var other = world.Webhooks.All[1];
        hook.Server.Behaviour = attempt => attempt == 1 ? Conduct.Leave : Conduct.Acknowledge;
        world.Pay(await world.Deposit(shop, 1_000));
        await world.Until(() => hook.Status == EndpointStatus.Stopped, Steps.Soon, "it is stopped");
        await world.Wait(TimeSpan.FromMinutes(1));
        world.Pay(await world.Deposit(shop, 2_000));
        await world.Wait(TimeSpan.FromDays(3));

        Assert.Single(hook.Server.Received);
        Assert.Equal("Abandoned", Assert.Single(Deliveries(world, shop, hook)));
        Assert.Equal(2, other.Server.Received.Count(received => received.IsAcknowledged));
        Assert.Equal(2, shop.Server.Received.Count(received => received.IsAcknowledged));

        await world.Webhooks.Start(hook);
        await world.Wait(TimeSpan.FromMinutes(1));
        world.Pay(await world.Deposit(shop, 3_000));
        await world.Until(() => hook.Server.Received.Count == 2, Steps.Soon, "it is told again");
        Assert.Equal(["Delivered", "Abandoned"], Deliveries(world, shop, hook));
        await world.Rest();
        world.MustBeInOrder();
    });

    // The contract of callback addresses has one schedule, whatever a server answers.
    [Theory]
    [InlineData(Conduct.AskToWait)]
    [InlineData(Conduct.Leave)]
    public void A_callback_address_keeps_to_its_schedule_whatever_it_answers(object conduct) =>
        Stage.Play(4, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            shop.Server.RetryAfter = TimeSpan.FromHours(3);
            shop.Server.Behaviour = attempt => attempt <= 2 ? (Conduct)conduct : Conduct.Acknowledge;
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Wait(TimeSpan.FromMinutes(7));

            Assert.Equal(3, shop.Server.Received.Count);
            await world.Rest();
            world.MustBeInOrder();
        });

    private static async Task<(Shop Shop, WorldWebhook Hook)> Open(World world, string scheme)
    {
        var shop = await world.OpenShop();
        await world.Webhooks.Register(shop, scheme, [PaymentEvent.ReceiveCompleted]);
        return (shop, world.Webhooks.All[0]);
    }

    private static IReadOnlyList<string> Deliveries(World world, Shop shop, WorldWebhook hook) =>
    [
        .. world.Tables.Witness.Partition("wallets", $"{shop.Wallet}").Values
            .Where(row => row.Part(0) == "delivery" && row.Text("endpoint") == hook.Id.ToString())
            .Select(row => row.Text("state")),
    ];
}
