using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class DepositTests
{
    [Fact]
    public void A_paid_deposit_is_credited_less_the_fee_and_called_back_within_a_second() =>
        Stage.Play(1, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop(feeBasisPoints: 80);
            var invoice = await world.Deposit(shop, 250_000);
            await world.Wait(TimeSpan.FromMinutes(2));
            world.Pay(invoice);
            await world.Acknowledged(shop, 1, TimeSpan.FromSeconds(1));

            Assert.Equal(248_000_000, await world.Balance(shop, Account.Available));
            Assert.Equal(2_000_000, await world.Balance(shop, Account.ProcessingFees));
            Assert.Single(shop.Server.Received);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_payer_may_choose_the_amount_where_the_invoice_leaves_it_open() =>
        Stage.Play(2, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 0);
            world.Expect(world.Node.Pay(invoice.Hash, new Msat(1)), "the smallest amount there is can be paid");
            await world.Acknowledged(shop, 1, Steps.Soon);

            Assert.Equal(1, await world.Balance(shop, Account.Available));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void An_overpaid_invoice_is_credited_in_full() =>
        Stage.Play(3, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop(feeBasisPoints: 100);
            var invoice = await world.Deposit(shop, 1_000);
            world.Expect(world.Node.Pay(invoice.Hash, Msat.FromSats(2_000)), "twice the amount is taken");
            await world.Acknowledged(shop, 1, Steps.Soon);

            Assert.Equal(1_980_000, await world.Balance(shop, Account.Available));
            world.MustBeInOrder();
        });

    [Fact]
    public void An_answer_that_the_node_lost_is_made_up_for_by_the_same_request_again() =>
        Stage.Play(4, async world =>
        {
            var process = world.StartProcess(Roles.Queues);
            var shop = await world.OpenShop();
            var order = world.Order(shop, 1_000);
            world.Node.AnswersToLose = 1;
            var first = await world.Request(process, order);
            var second = await world.Request(process, order);
            var third = await world.Request(process, order);

            Assert.IsType<NodeUnavailableException>(first.Error);
            Assert.Equal(world.Node.Invoices.Single().PaymentRequest, second.Value?.Invoice?.PaymentRequest);
            Assert.Equal(second.Value?.Invoice, third.Value?.Invoice);
            world.MustBeInOrder();
        });

    [Fact]
    public void Nothing_is_handed_out_while_the_node_is_away_and_the_error_says_so() =>
        Stage.Play(5, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShop();
            world.Node.SetDown(true);
            var answer = await world.Request(process, world.Order(shop, 1_000));

            Assert.IsType<NodeUnavailableException>(answer.Error);
            Assert.Empty(world.HandedOut);
            world.MustBeInOrder();
        });

    [Fact]
    public void One_request_to_two_processes_at_once_makes_one_invoice()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var (one, other) = (world.StartProcess(Roles.None), world.StartProcess(Roles.None));
                var order = world.Order(await world.OpenShop(), 1_000);
                var answers = await Task.WhenAll(world.Request(one, order), world.Request(other, order));

                Assert.Single(answers.Select(a => a.Value?.Invoice?.PaymentRequest).Distinct());
                Assert.Single(world.Node.Invoices);
                world.MustBeInOrder();
            });
        }
    }

    [Fact]
    public void Serial_numbers_are_unique_across_racing_processes_whatever_the_store_answers() =>
        Stage.Play(6, async world =>
        {
            var shop = await world.OpenShop();
            world.StartProcess(Roles.None);
            world.StartProcess(Roles.None);
            world.StartProcess(Roles.None);
            world.Weather = new Weather { CommitsLostBefore = 50, CommitsLostAfter = 50, TablesThrottle = 20 };
            var invoices = await Task.WhenAll(Enumerable.Range(0, 320).Select(_ => world.Deposit(shop, 10)));

            Assert.Equal(320, invoices.Select(i => i.Serial).Distinct().Count());
            Assert.All(invoices, invoice => Assert.True(invoice.Serial > 0));
            world.MustBeInOrder();
        });
}
