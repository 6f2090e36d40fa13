using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class SendTests
{
    [Fact]
    public void A_payment_is_captured_with_its_real_fee_and_the_rest_is_released() =>
        Stage.Play(1, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));

            Assert.Null((await process.Ask(order)).Value!.Refusal);
            Assert.Equal(3_990_000, await world.Balance(shop, Account.Available));
            var payment = await world.Ended(order, Steps.Soon);

            Assert.Equal(PaymentState.Succeeded, payment.State);
            Assert.Equal(Msat.FromSats(1), payment.FeePaid);
            Assert.Equal(payment.Hash, payment.Preimage!.Value.Hash());
            Assert.Equal(3_999_000, await world.Balance(shop, Account.Available));
            Assert.Equal(0, await world.Balance(shop, Account.Held));
            Assert.Equal(["payment.initiated", "payment.succeeded"], world.EventTypes(shop).TakeLast(2));
            await world.Rest();
            world.MustBeInOrder();
        });

    // The first of them takes its id, which is unique in its environment, whatever the wallet. Another asks whether the
    // hash is one of ours.
    [Fact]
    public void A_payment_costs_six_storage_transactions() =>
        Stage.Play(2, async world =>
        {
            var process = world.StartProcess(Roles.Queues);
            var shop = await world.OpenShop(0);
            var funding = await world.Deposit(shop, 50_000);
            world.Pay(funding);
            await world.Settle(process, funding, Msat.FromSats(50_000));
            var warm = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
            await process.Ask(warm);
            await world.Ended(warm, Steps.Soon);
            await world.Wait(TimeSpan.FromSeconds(1));
            var before = process.StorageCalls.Count;
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
            await process.Ask(order);
            await world.Ended(order, Steps.Soon);
            await world.Wait(TimeSpan.FromSeconds(1));

            Assert.Equal(6, process.StorageCalls.Count - before);
        });

    // Nobody was asked, so nobody need be asked what came of it.
    [Fact]
    public void A_payment_that_was_never_begun_ends_at_its_expiry_although_the_node_is_away() =>
        Stage.Play(2, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            world.Node.SetDown(true);
            var expiry = TimeSpan.FromMinutes(10);
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), expiry, Sends.Success));

            Assert.Null((await process.Ask(order)).Value!.Refusal);
            var payment = await world.Ended(order, TimeSpan.FromMinutes(15));

            Assert.Equal(PaymentFailure.InvoiceExpired, payment.Failure);
            Assert.Equal(5_000_000, await world.Balance(shop, Account.Available));
            world.Node.SetDown(false);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_payment_that_failed_gives_back_all_of_its_hold() =>
        Stage.Play(3, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.NoRoute));
            await process.Ask(order);
            var payment = await world.Ended(order, Steps.Soon);

            Assert.Equal((PaymentState.Failed, PaymentFailure.NoRoute), (payment.State, payment.Failure));
            Assert.Equal(5_000_000, await world.Balance(shop, Account.Available));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void An_invoice_whose_payment_failed_can_be_paid_by_another() =>
        Stage.Play(4, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var invoice = world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.NoRoute, Sends.Success);
            var (first, second) = (world.Order(shop, invoice), world.Order(shop, invoice));
            await process.Ask(first);
            Assert.Equal(PaymentState.Failed, (await world.Ended(first, Steps.Soon)).State);
            await process.Ask(second);

            Assert.Equal(PaymentState.Succeeded, (await world.Ended(second, Steps.Soon)).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_thousand_orders_of_one_id_pay_once() =>
        Stage.Play(5, async world =>
        {
            var processes = new[] { world.StartProcess(), world.StartProcess(), world.StartProcess() };
            var shop = await world.OpenShopWith(5_000);
            var order = world.Order(shop, world.Payments.Ask(null, Sends.Hour, Sends.Success));
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 1_000).Select(_ => world.Dice.Pick(processes).Ask(order)));

            Assert.All(answers, answer => Assert.Equal(order.Id, answer.Value!.Payment!.Id));
            await world.Ended(order, Steps.Soon);
            Assert.Single(world.Payments.Tries);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_thousand_orders_of_one_id_pay_once_whenever_the_process_dies()
    {
        for (var seed = 1UL; seed <= 8; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var processes = new[] { world.StartProcess(), world.StartProcess() };
                var shop = await world.OpenShopWith(5_000);
                world.RestartAfter = TimeSpan.FromSeconds(3);
                var callsLeft = world.Dice.Between(1, seed % 2 == 0 ? 30 : 1_500);
                processes[0].Wire.LastCall = processes[0].Wire.Calls + callsLeft;
                var order = world.Order(shop, world.Payments.Ask(null, Sends.Hour, Sends.Success));
                await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => world.Dice.Pick(processes).Ask(order)));
                await world.Repeat(order);

                Assert.Equal(PaymentState.Succeeded, (await world.Ended(order, TimeSpan.FromMinutes(10))).State);
                Assert.Single(world.Payments.Tries);
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    [Fact]
    public void The_same_id_for_something_else_is_refused() =>
        Stage.Play(6, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
            await process.Ask(order);
            var other = world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success);

            var answer = await process.Ask(order with { PaymentRequest = other.Text });
            Assert.Equal(CreatePaymentRefusal.AlreadyExists, answer.Value!.Refusal);
            await world.Rest();
            world.MustBeInOrder();
        });

    // An id in the address of a request is not proof that the wallet is the caller's.
    [Fact]
    public void Another_environment_learns_nothing_of_a_payment_by_asking_for_it_again() =>
        Stage.Play(11, async world =>
        {
            var process = world.StartProcess();
            var (shop, other) = (await world.OpenShopWith(5_000), await world.OpenShopWith(5_000));
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
            await process.Ask(order);
            await world.Ended(order, Steps.Soon);
            var something = world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success);
            var stranger = order with { Environment = other.Environment };

            Assert.Equal(CreatePaymentRefusal.WalletNotFound, (await process.Ask(stranger)).Value!.Refusal);
            var changed = await process.Ask(stranger with { PaymentRequest = something.Text });
            Assert.Equal(CreatePaymentRefusal.WalletNotFound, changed.Value!.Refusal);
            var third = await world.OpenShopWith(5_000);
            var own = order with { Environment = third.Environment, Wallet = third.Wallet };
            Assert.Null((await process.Ask(own with { PaymentRequest = something.Text })).Value!.Refusal);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void An_order_is_not_refused_for_a_balance_of_yesterday() =>
        Stage.Play(10, async world =>
        {
            var (one, other) = (world.StartProcess(Roles.None), world.StartProcess(Roles.Queues));
            var shop = await world.OpenShop(feeBasisPoints: 0);
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
            var early = await one.Ask(order);
            Assert.Equal(CreatePaymentRefusal.InsufficientFunds, early.Value!.Refusal);
            var funding = await world.Deposit(shop, 5_000);
            world.Pay(funding);
            await world.Settle(other, funding, Msat.FromSats(5_000));

            Assert.Null((await one.Ask(order)).Value!.Refusal);
            Assert.Equal(PaymentState.Succeeded, (await world.Ended(order, Steps.Soon)).State);
        });

    [Fact]
    public void A_hold_is_not_released_while_the_payment_is_stuck_and_is_captured_when_it_succeeds_days_later() =>
        Stage.Play(7, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var stuck = new PaymentFate(TimeSpan.FromDays(2), Msat.FromSats(3));
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, stuck));
            await process.Ask(order);
            await world.Wait(TimeSpan.FromDays(1));

            Assert.Equal(PaymentState.InFlight, (await world.Stored(order))!.State);
            Assert.Equal(1_010_000, await world.Balance(shop, Account.Held));
            Assert.Equal(PaymentState.Succeeded, (await world.Ended(order, TimeSpan.FromDays(2))).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_request_that_reaches_the_node_long_after_its_sender_gave_up_is_covered_by_the_hold()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var process = world.StartProcess();
                var shop = await world.OpenShopWith(5_000);
                world.Weather = new Weather { PaymentRequestsLate = 700 };
                var invoice = world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.NoRoute, Sends.Success);
                var order = world.Order(shop, invoice);
                await process.Ask(order);
                for (var minute = 0; minute < 90; minute++)
                {
                    await world.Wait(TimeSpan.FromMinutes(1));
                    world.MustBeSound();
                }

                world.Weather = Weather.Fine;
                await world.Ended(order, TimeSpan.FromMinutes(5));
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    [Fact]
    public void A_node_that_is_away_is_asked_when_it_is_back() =>
        Stage.Play(8, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            world.Node.SetDown(true);
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
            await process.Ask(order);
            await world.Wait(TimeSpan.FromMinutes(10));
            Assert.Equal(PaymentState.Initiated, (await world.Stored(order))!.State);
            world.Node.SetDown(false);

            Assert.Equal(PaymentState.Succeeded, (await world.Ended(order, TimeSpan.FromMinutes(2))).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 90)]
    public void A_payment_that_takes_minutes_is_booked_soon_after_its_end(bool isRelayed, int secondsMost)
    {
        var roles = isRelayed ? Roles.All : Roles.Queues | Roles.Timers;
        for (var seed = 1UL; seed <= 10; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var process = world.StartProcess(roles);
                var shop = await world.OpenShopWith(5_000);
                var slow = new PaymentFate(TimeSpan.FromSeconds(290), Msat.FromSats(1));
                var order = world.Order(shop, world.Payments.Ask(null, Sends.Hour, slow));
                await process.Ask(order);
                await world.Until(
                    () => world.Payments.Tries.Any(made => made.State == NodePaymentState.Succeeded),
                    TimeSpan.FromMinutes(6),
                    "the node pays it");

                await world.Ended(order, TimeSpan.FromSeconds(secondsMost));
                world.MustBeSound();
            });
        }
    }

    [Fact]
    public void An_order_whose_message_is_lost_is_found_within_two_minutes() =>
        Stage.Play(9, async world =>
        {
            var process = world.StartProcess(Roles.Queues | Roles.Relay);
            var shop = await world.OpenShopWith(5_000);
            process.Crash();
            var asked = world.StartProcess(Roles.None);
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success));
            await asked.Ask(order);
            Assert.Equal(1, world.Bus.Lose(QueueName.Sends));
            world.StartProcess();

            var ended = await world.Ended(order, TimeSpan.FromMinutes(3));
            Assert.Equal(PaymentState.Succeeded, ended.State);
            world.MustBeInOrder();
        });
}
