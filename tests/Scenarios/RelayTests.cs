using Fulgurite.Ledger;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class RelayTests
{
    [Fact]
    public void What_was_paid_while_the_product_was_down_is_credited_within_seconds_of_its_start() =>
        Stage.Play(1, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Acknowledged(shop, 1, Steps.Soon);
            var second = await world.Deposit(shop, 2_000);
            process.Crash();
            world.Pay(second);
            await world.Wait(TimeSpan.FromMinutes(5));
            world.StartProcess();
            await world.Acknowledged(shop, 2, Steps.Soon);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void The_first_start_finds_the_backlog_that_the_node_does_not_send() =>
        Stage.Play(2, async world =>
        {
            world.StartProcess(Roles.Queues);
            var shop = await world.OpenShop();
            for (var n = 1; n <= 5; n++)
            {
                world.Pay(await world.Deposit(shop, n));
            }

            await world.Wait(TimeSpan.FromMinutes(5));
            Assert.Empty(shop.Server.Received);
            world.StartProcess(Roles.Relay);
            await world.Acknowledged(shop, 5, Steps.Soon);
            world.MustBeInOrder();
        });

    [Fact]
    public void Gaps_in_the_settle_index_lose_nothing() =>
        Stage.Play(3, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            for (var n = 1; n <= 6; n++)
            {
                var invoice = await world.Deposit(shop, n);
                world.Node.SkipIndexes(n);
                if (n % 2 == 0)
                {
                    world.Node.CutStreams();
                }

                world.Pay(invoice);
            }

            await world.Acknowledged(shop, 6, TimeSpan.FromMinutes(1));
            world.MustBeInOrder();
        });

    [Fact]
    public void A_half_open_stream_delays_a_credit_by_less_than_a_minute() =>
        Stage.Play(4, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Acknowledged(shop, 1, Steps.Soon);
            var second = await world.Deposit(shop, 2_000);
            world.Node.MuteStreams();
            world.Pay(second);
            await world.Acknowledged(shop, 2, TimeSpan.FromSeconds(45));
            world.MustBeInOrder();
        });

    [Fact]
    public void A_relay_outlives_a_store_that_fails_while_it_reads_the_stream() =>
        Stage.Play(6, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Acknowledged(shop, 1, Steps.Soon);
            var second = await world.Deposit(shop, 2_000);
            world.AreTablesDown = true;
            world.Pay(second);
            await world.Wait(TimeSpan.FromSeconds(5));
            world.AreTablesDown = false;
            var third = await world.Deposit(shop, 3_000);
            world.Pay(third);
            await world.Acknowledged(shop, 3, TimeSpan.FromMinutes(1));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_relay_that_dies_anywhere_loses_and_doubles_nothing()
    {
        var isFinished = false;
        for (var call = 1; !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(2);
                world.StartProcess(Roles.Queues);
                var relay = world.StartProcess(Roles.Relay);
                relay.Wire.LastCall = call;
                var shop = await world.OpenShop();
                world.Pay(await world.Deposit(shop, 1_000));
                world.Pay(await world.Deposit(shop, 2_000));
                await world.Acknowledged(shop, 2, TimeSpan.FromSeconds(10));
                isFinished = relay.IsAlive;
                await world.Rest();
                Assert.Equal(-3_000_000, await world.Balance(shop, Account.LightningIn));
                world.MustBeInOrder();
            });
            Assert.True(call < 100, "the flow comes to an end");
        }
    }

    [Fact]
    public void Without_any_relay_money_is_credited_at_the_invoice_s_expiry() =>
        Stage.Play(5, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Timers);
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Wait(TimeSpan.FromMinutes(14));
            Assert.Equal(0, await world.Balance(shop, Account.Available));
            await world.Acknowledged(shop, 1, TimeSpan.FromMinutes(4));
            world.MustBeInOrder();
        });
}
