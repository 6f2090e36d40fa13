using Fulgurite.Ledger;
using Fulgurite.Messaging;
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
    public void A_deaf_stream_on_a_sound_connection_delays_a_credit_by_less_than_30_seconds() =>
        Stage.Play(7, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Relay);
            var shop = await world.OpenShop();
            for (var n = 1; n <= 4; n++)
            {
                var invoice = await world.Deposit(shop, n);
                await world.Wait(TimeSpan.FromMinutes(2));
                world.Node.DeafenStreams();
                world.Pay(invoice);
                await world.Acknowledged(shop, n, TimeSpan.FromSeconds(30));
            }

            world.MustBeInOrder();
        });

    [Fact]
    public void Renewing_a_silent_subscription_is_no_interruption() =>
        Stage.Play(8, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Relay);
            var shop = await world.OpenShop();
            await world.Wait(TimeSpan.FromMinutes(5));
            world.Pay(await world.Deposit(shop, 1));
            world.Pay(await world.Deposit(shop, 2));
            await world.Acknowledged(shop, 2, Steps.Soon);
            await world.Wait(TimeSpan.FromMinutes(5));
            var history = world.History.Lines;

            // An interrupted relay asks again who the node is.
            Assert.Single(history, line => line.What.Contains("asks the node who it is", StringComparison.Ordinal));
            Assert.InRange(
                history.Count(line => line.What.Contains("subscribes after 1", StringComparison.Ordinal)), 14, 16);
            Assert.Equal(2, world.Bus.Accepted.Count(message => message.Queue == QueueName.LndEvents));
        });

    [Fact]
    public void The_first_settlement_of_a_node_is_found_behind_a_deaf_stream() =>
        Stage.Play(9, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Relay);
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1_000);
            await world.Wait(TimeSpan.FromSeconds(30));
            world.Node.DeafenStreams();
            world.Pay(invoice);
            await world.Acknowledged(shop, 1, TimeSpan.FromSeconds(30));
            await world.Wait(Steps.Soon);
            world.MustBeInOrder();
        });

    [Fact]
    public void A_node_that_restarts_while_it_settles_is_caught_up_with() =>
        Stage.Play(10, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Relay);
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1));
            await world.Acknowledged(shop, 1, Steps.Soon);
            var (second, third) = (await world.Deposit(shop, 2), await world.Deposit(shop, 3));
            world.Node.SetDown(true);
            world.Pay(second);
            await world.Wait(TimeSpan.FromMinutes(2));
            world.Node.SetDown(false);
            world.Pay(third);
            await world.Acknowledged(shop, 3, TimeSpan.FromSeconds(45));
            await world.Wait(Steps.Soon);
            world.MustBeInOrder();
        });

    [Fact]
    public void A_first_start_at_a_node_that_has_settled_for_others_publishes_all_of_it_once() =>
        Stage.Play(11, async world =>
        {
            world.StartProcess(Roles.Queues);
            var shop = await world.OpenShop();
            for (var n = 1; n <= 40; n++)
            {
                world.Pay(await world.Deposit(shop, n));
            }

            world.StartProcess(Roles.Relay);
            await world.Acknowledged(shop, 40, TimeSpan.FromSeconds(10));
            world.Pay(await world.Deposit(shop, 41));
            await world.Acknowledged(shop, 41, Steps.Soon);
            await world.Wait(TimeSpan.FromHours(1));
            Assert.Equal(41, world.Bus.Accepted.Count(message => message.Queue == QueueName.LndEvents));
            world.MustBeInOrder();
        });

    [Fact]
    public void A_node_that_has_forgotten_what_it_showed_is_still_relayed_from() =>
        Stage.Play(12, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Relay);
            var shop = await world.OpenShop();
            var first = await world.Deposit(shop, 1);
            world.Pay(first);
            var second = await world.Deposit(shop, 2);
            world.Pay(second);
            await world.Acknowledged(shop, 2, Steps.Soon);
            await world.Wait(TimeSpan.FromSeconds(30));
            world.Node.Forget(second.Hash);
            await world.Wait(TimeSpan.FromMinutes(10));
            world.Pay(await world.Deposit(shop, 3));
            await world.Acknowledged(shop, 3, TimeSpan.FromSeconds(45));
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
    public void Two_relays_and_reconcile_at_once_publish_everything_once() =>
        Stage.Play(5, async world =>
        {
            world.StartProcess();
            world.StartProcess(Roles.Relay);
            world.StartProcess(Roles.Relay);
            var shop = await world.OpenShop();
            for (var n = 1; n <= 30; n++)
            {
                world.Pay(await world.Deposit(shop, n));
                await world.Wait(TimeSpan.FromSeconds(7));
            }

            await world.Acknowledged(shop, 30, Steps.Soon);
            await world.Rest();
            Assert.Equal(30, world.Bus.Accepted.Count(message => message.Queue == QueueName.LndEvents));
            world.MustBeInOrder();
        });
}
