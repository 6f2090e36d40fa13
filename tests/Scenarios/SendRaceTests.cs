using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>Several orders at once: over one balance, and over one invoice.</summary>
public sealed class SendRaceTests
{
    // The question what became of a hash may be answered when another payment of it is already under way.
    [Fact]
    public void A_payment_that_failed_is_not_taken_for_the_later_one_that_succeeded()
    {
        for (var seed = 1UL; seed <= 150; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var processes = new[] { world.StartProcess(), world.StartProcess() };
                var shop = await world.OpenShopWith(5_000);
                world.Weather = new Weather { CallsSlow = 150, MessagesTwice = 500 };
                var invoice = world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.NoRoute, Sends.Success);
                var (first, second) = (world.Order(shop, invoice), world.Order(shop, invoice));
                await Ordered(processes[0], first);
                await world.Ended(first, TimeSpan.FromHours(1));
                await Ordered(processes[1], second);
                await world.Ended(second, TimeSpan.FromHours(1));
                world.Weather = Weather.Fine;
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    [Fact]
    public void Orders_at_the_same_time_never_spend_more_than_there_is()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var processes = new[] { world.StartProcess(), world.StartProcess() };
                var shop = await world.OpenShopWith(5_000);
                var orders = Enumerable.Range(0, 20).Select(_ => world.Order(
                    shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success))).ToList();
                var answers = await Task.WhenAll(orders.Select(order => world.Dice.Pick(processes).Ask(order)));

                Assert.Equal(4, answers.Count(answer => answer.Value!.Refusal is null));
                Assert.All(
                    answers.Where(answer => answer.Value!.Refusal is not null),
                    answer => Assert.Equal(CreatePaymentRefusal.InsufficientFunds, answer.Value!.Refusal));
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    // They are decided in one round, the second over what the first would leave; and the first's commit fails.
    [Fact]
    public void An_order_is_not_refused_for_the_sake_of_another_that_came_to_nothing()
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var process = world.StartProcess();
                var shop = await world.OpenShopWith(1_500);
                world.Weather = new Weather { TablesThrottle = 300 };
                var orders = Enumerable.Range(0, 3).Select(_ => world.Order(
                    shop, world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success))).ToList();

                // What an order is told is held against what the wallet could spend while it was asked.
                var answers = await Task.WhenAll(orders.Select(order => world.Sends.Order(process, order)));
                Assert.True(answers.Count(answer => answer.Value is { Refusal: null }) <= 1);
                world.Weather = Weather.Fine;
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    [Fact]
    public void Two_payments_of_one_invoice_at_once_pay_it_once_and_charge_one()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var processes = new[] { world.StartProcess(), world.StartProcess() };
                var (one, other) = (await world.OpenShopWith(5_000), await world.OpenShopWith(5_000));
                var invoice = world.Payments.Ask(Msat.FromSats(1_000), Sends.Hour, Sends.Success);
                NewPayment[] orders = [world.Order(one, invoice), world.Order(other, invoice)];
                await Task.WhenAll(orders.Select(order => world.Dice.Pick(processes).Ask(order)));
                var ended = await Task.WhenAll(orders.Select(order => world.Ended(order, TimeSpan.FromMinutes(5))));

                Assert.Single(ended, payment => payment.State == PaymentState.Succeeded);
                Assert.Single(ended, payment => payment.Failure == PaymentFailure.AlreadyAttempted);
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    // An order whose storage gave no answer is repeated with the same id, as whoever orders is told to.
    private static async Task Ordered(Process process, NewPayment order)
    {
        while ((await process.Ask(order)).Value is null)
        {
        }
    }
}
