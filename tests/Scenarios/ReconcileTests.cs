using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Wallets;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>What Reconcile makes good without any relay.</summary>
public sealed class ReconcileTests
{
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);

    [Fact]
    public void Without_any_relay_every_deposit_is_credited_within_two_minutes() =>
        Stage.Play(1, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Timers);
            var shop = await world.OpenShop();
            for (var n = 1; n <= 10; n++)
            {
                world.Pay(await world.Deposit(shop, n));
                await world.Acknowledged(shop, n, TwoMinutes);
            }

            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_relay_lost_for_a_day_loses_nothing_and_delays_a_credit_by_two_minutes() =>
        Stage.Play(2, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Timers);
            var relay = world.StartProcess(Roles.Relay);
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1));
            await world.Acknowledged(shop, 1, Steps.Soon);
            relay.Crash();
            for (var n = 2; n <= 25; n++)
            {
                await world.Wait(TimeSpan.FromHours(1));
                world.Node.SkipIndexes(n);
                world.Pay(await world.Deposit(shop, n));
                await world.Acknowledged(shop, n, TwoMinutes);
            }

            world.StartProcess(Roles.Relay);
            await world.Wait(TwoMinutes);
            Assert.Equal(25, world.Bus.Accepted.Count(message => message.Queue == QueueName.LndEvents));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_day_of_settlements_without_any_process_is_credited_within_minutes_by_reconcile_alone() =>
        Stage.Play(3, async world =>
        {
            var first = world.StartProcess();
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1));
            await world.Acknowledged(shop, 1, Steps.Soon);
            var invoices = new List<Invoice>();
            for (var n = 2; n <= 60; n++)
            {
                invoices.Add(await world.Deposit(shop, n));
            }

            first.Crash();
            foreach (var invoice in invoices)
            {
                world.Pay(invoice);
            }

            await world.Wait(TimeSpan.FromDays(1));
            world.StartProcess(Roles.Queues | Roles.Timers);
            await world.Acknowledged(shop, 60, TwoMinutes);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_relay_killed_between_publishing_and_its_cursor_leaves_nothing_to_do_twice() =>
        Stage.Play(4, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Timers);
            var relay = world.StartProcess(Roles.Relay);
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1));
            await world.Acknowledged(shop, 1, Steps.Soon);
            await world.Wait(TimeSpan.FromSeconds(3));
            world.Pay(await world.Deposit(shop, 2));

            // Published at once; the cursor follows a second later.
            await world.Acknowledged(shop, 2, TimeSpan.FromSeconds(1));
            relay.Crash();
            await world.Rest();
            Assert.Equal(2, world.Bus.Accepted.Count(message => message.Queue == QueueName.LndEvents));
            Assert.Equal(-3_000, await world.Balance(shop, Account.LightningIn));
            world.MustBeInOrder();
        });

    [Fact]
    public void A_node_that_is_away_stops_neither_callbacks_nor_other_work() =>
        Stage.Play(5, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1));
            await world.Until(() => world.Bus.Accepted.Count(m => m.Queue == QueueName.Callbacks) == 1, Steps.Soon, "");
            world.Node.SetDown(true);
            world.Bus.Lose(QueueName.Callbacks);
            await world.Acknowledged(shop, 1, TimeSpan.FromMinutes(5));
            world.Node.SetDown(false);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void Where_nothing_is_missing_a_run_costs_one_subscription_and_no_listing() =>
        Stage.Play(6, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1));
            world.Pay(await world.Deposit(shop, 2));
            await world.Acknowledged(shop, 2, Steps.Soon);
            await world.Rest();
            var timers = world.StartProcess(Roles.Timers);
            world.Processes[0].Crash();
            var before = timers.StorageCalls.Count;
            var calls = timers.Wire.Calls;
            await world.Wait(TimeSpan.FromMinutes(10));

            // Of the node: who it is, and a subscription. Of the store: both cursors, and the minutes.
            Assert.InRange(timers.Wire.Calls - calls - (timers.StorageCalls.Count - before), 18, 22);
            Assert.InRange(timers.StorageCalls.Count - before, 40, 70);
        });

    [Fact]
    public void One_broken_invoice_does_not_keep_the_wallet_s_others_from_their_end() =>
        Stage.Play(7, async world =>
        {
            var process = world.StartProcess(Roles.Queues);
            var shop = await world.OpenShop();
            var (broken, paid, unpaid) =
                (await world.Deposit(shop, 1), await world.Deposit(shop, 2), await world.Deposit(shop, 3));
            world.Pay(paid);
            world.Tables.Damage(
                WalletRows.Table, new RowBatch([RowWrite.DeleteAny(InvoiceRows.Key(broken.Wallet, broken.Id))]));
            await world.Wait(TimeSpan.FromMinutes(20));
            var answer = await process.Ask(async engine =>
            {
                var run = engine.Reconcile.Execute(CancellationToken.None);
                await ((Task)run).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                return run.Exception?.InnerException?.GetType().Name ?? "nothing";
            });

            Assert.Equal(nameof(InvariantBrokenException), answer.Value);
            Assert.Equal(InvoiceState.Settled, (await world.Stored(paid)).State);
            Assert.Equal(InvoiceState.Expired, (await world.Stored(unpaid)).State);
        });

    [Fact]
    public void Hundreds_of_held_HTLCs_do_not_keep_others_from_their_end() =>
        Stage.Play(8, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            for (var n = 1; n <= 230; n++)
            {
                world.Expect(world.Node.Hold((await world.Deposit(shop, n)).Hash), "the HTLC arrives in time");
            }

            await world.Wait(TimeSpan.FromMinutes(1));
            var last = await world.Deposit(shop, 1_000);
            await world.Wait(TimeSpan.FromMinutes(20));
            Assert.Equal(InvoiceState.Expired, (await world.Stored(last)).State);
        });

    [Fact]
    public void An_invoice_that_its_own_node_has_lost_expires() =>
        Stage.Play(9, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1_000);
            world.Node.Forget(invoice.Hash);
            await world.Wait(TimeSpan.FromMinutes(20));
            Assert.Equal(InvoiceState.Expired, (await world.Stored(invoice)).State);
        });
}
