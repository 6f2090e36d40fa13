using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Scenarios;

/// <summary>What a payment may cost, how far a wallet may go, and that nothing stays where it is for ever.</summary>
public sealed class SendLimitTests
{
    [Fact]
    public void A_route_that_costs_more_than_is_held_for_fees_is_not_taken() =>
        Stage.Play(1, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var dear = new PaymentFate(TimeSpan.FromSeconds(1), new Msat(10_001));
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, dear));
            await process.Ask(order);
            var payment = await world.Ended(order, Steps.Soon);

            Assert.Equal((PaymentState.Failed, PaymentFailure.NoRoute), (payment.State, payment.Failure));
            Assert.Equal(5_000_000, await world.Balance(shop, Account.Available));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_wallet_with_credit_goes_to_its_limit_and_not_below_however_orders_race()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var processes = new[] { world.StartProcess(), world.StartProcess() };
                var shop = await world.OpenShop(feeBasisPoints: 0);
                world.GrantCredit(shop, Msat.FromSats(3_030));
                var orders = Enumerable.Range(0, 10).Select(_ => world.Order(
                    shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success))).ToList();
                var answers = await Task.WhenAll(
                    orders.Select(order => world.Sends.Order(world.Dice.Pick(processes), order)));

                Assert.Equal(3, answers.Count(answer => answer.Value!.Refusal is null));
                Assert.Equal(-3_030_000, await world.Balance(shop, Account.Available));
                await world.Rest();
                Assert.Equal(-3_003_000, await world.Balance(shop, Account.Available));
                world.MustBeInOrder();
            });
        }
    }

    [Fact]
    public void A_payment_in_flight_that_lost_every_message_is_captured_within_two_minutes_of_its_end() =>
        Stage.Play(2, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var slow = new PaymentFate(TimeSpan.FromMinutes(5), Msat.FromSats(1));
            var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, slow));
            await process.Ask(order);
            await world.Until(
                () => world.Payments.Tries.Any(), TimeSpan.FromSeconds(10), "the node begins with the payment");
            process.Crash();
            world.Bus.Lose(QueueName.Sends);
            await world.Wait(TimeSpan.FromMinutes(5));
            world.StartProcess();

            Assert.Equal(PaymentState.Succeeded, (await world.Ended(order, TimeSpan.FromMinutes(2))).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_failure_says_why_in_the_payment_and_in_its_event()
    {
        foreach (var failure in new[] { PaymentFailure.NoRoute, PaymentFailure.Timeout, PaymentFailure.Unspecified })
        {
            Stage.Play(3, async world =>
            {
                var process = world.StartProcess();
                var shop = await world.OpenShopWith(5_000);
                var fate = new PaymentFate(TimeSpan.FromSeconds(1), Msat.Zero, failure);
                var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, fate));
                await process.Ask(order);

                Assert.Equal(failure, (await world.Ended(order, Steps.Soon)).Failure);
                var told = StoreReader.Table(world, "wallets")[shop.Wallet.ToString()]
                    .Last(row => row.Part(0) == "event");
                Assert.Equal(("payment.failed", failure.ToString()), (told.Text("type"), told.Text("failure")));
            });
        }
    }

    [Fact]
    public void An_invoice_that_somebody_paid_by_hand_is_not_paid_again_and_not_charged() =>
        Stage.Play(4, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var invoice = world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success);
            world.Payments.PayByHand(invoice);
            var order = world.Order(shop, invoice);
            await process.Ask(order);
            var payment = await world.Ended(order, Steps.Soon);

            Assert.Equal((PaymentState.Failed, PaymentFailure.AlreadyPaid), (payment.State, payment.Failure));
            Assert.Equal(5_000_000, await world.Balance(shop, Account.Available));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_request_that_reaches_a_node_whose_clock_is_behind_is_covered_by_the_hold()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var process = world.StartProcess();
                var shop = await world.OpenShopWith(5_000);
                world.Payments.ClockBehind = TimeSpan.FromMinutes(9);
                world.Weather = new Weather { PaymentRequestsLate = 900 };
                var brief = TimeSpan.FromMinutes(5);
                var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(1_000), brief, Sends.Success));
                await process.Ask(order);
                await world.Wait(TimeSpan.FromMinutes(40));
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }
}
