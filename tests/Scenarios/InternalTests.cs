using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>Payments from one of our wallets to another: they never leave the ledger, and are paid once.</summary>
public sealed class InternalTests
{
    [Fact]
    public void A_payment_to_another_wallet_is_booked_in_both_and_asks_no_node_to_pay() =>
        Stage.Play(1, async world =>
        {
            world.StartProcess();
            var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 100));
            var invoice = await world.Deposit(payee, 1_000);
            var payment = await world.Paid(payer, invoice);

            Assert.Equal(PaymentState.Succeeded, payment.State);
            Assert.Equal(Msat.Zero, payment.FeePaid);
            Assert.Equal(payment.Hash, payment.Preimage!.Value.Hash());
            Assert.Equal(4_000_000, await world.Balance(payer, Account.Available));
            Assert.Equal(1_000_000, await world.Balance(payer, Account.Internal));
            Assert.Equal(990_000, await world.Balance(payee, Account.Available));
            Assert.Equal(10_000, await world.Balance(payee, Account.ProcessingFees));
            Assert.Equal(-1_000_000, await world.Balance(payee, Account.Internal));
            var paid = await world.Stored(invoice);
            Assert.Equal((InvoiceState.Settled, payment.Id), (paid.State, paid.PaidBy!.Payment));
            Assert.Equal(NodeInvoiceState.Canceled, world.Node.Find(invoice.Hash)!.State);
            Assert.Empty(world.Payments.Tries);
            await world.Acknowledged(payee, 1, Steps.Soon);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_wallet_can_pay_its_own_invoice() =>
        Stage.Play(2, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var payment = await world.Paid(shop, await world.Deposit(shop, 1_000));

            Assert.Equal(PaymentState.Succeeded, payment.State);
            Assert.Equal(5_000_000, await world.Balance(shop, Account.Available));
            Assert.Equal(0, await world.Balance(shop, Account.Internal));
            Assert.Equal(0, await world.Balance(shop, Account.Held));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void An_invoice_without_an_amount_is_paid_what_the_payer_names() =>
        Stage.Play(3, async world =>
        {
            world.StartProcess();
            var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 0));
            await world.Paid(payer, await world.Deposit(payee, 0), Msat.FromSats(1_234));

            Assert.Equal(1_234_000, await world.Balance(payee, Account.Available));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void What_the_network_has_paid_is_not_paid_again() =>
        Stage.Play(4, async world =>
        {
            world.StartProcess();
            var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 0));
            var invoice = await world.Deposit(payee, 1_000);
            world.Pay(invoice);
            var payment = await world.Paid(payer, invoice);

            Assert.Equal((PaymentState.Failed, PaymentFailure.AlreadyPaid), (payment.State, payment.Failure));
            Assert.Equal(5_000_000, await world.Balance(payer, Account.Available));
            Assert.Equal(1_000_000, await world.Balance(payee, Account.Available));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_payment_waits_while_somebody_is_paying_over_the_network(bool isSettled) =>
        Stage.Play(5, async world =>
        {
            world.StartProcess();
            var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 0));
            var invoice = await world.Deposit(payee, 1_000);
            Assert.True(world.Node.Hold(invoice.Hash));
            var order = Internals.Order(world, payer, invoice);
            await world.Repeat(order);
            await world.Wait(TimeSpan.FromMinutes(4));
            Assert.Equal(PaymentState.InFlight, (await world.Stored(order))!.State);
            Assert.Equal(NodeInvoiceState.Accepted, world.Node.Find(invoice.Hash)!.State);

            if (isSettled)
            {
                world.Node.SettleHeld(invoice.Hash, invoice.Amount!.Value);
            }
            else
            {
                world.Node.Cancel(invoice.Hash);
            }

            var payment = await world.Ended(order, TimeSpan.FromMinutes(5));
            Assert.Equal(isSettled ? PaymentState.Failed : PaymentState.Succeeded, payment.State);
            Assert.Equal(isSettled ? 5_000_000 : 4_000_000, await world.Balance(payer, Account.Available));
            Assert.Equal(1_000_000, await world.Balance(payee, Account.Available));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void What_the_payee_withdrew_cannot_be_paid() =>
        Stage.Play(6, async world =>
        {
            var process = world.StartProcess();
            var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 0));
            var invoice = await world.Deposit(payee, 1_000);
            world.Withdrawn.Add(invoice.Id.ToString());
            await process.Ask(async engine => (await engine.CancelInvoice.Execute(
                invoice.Wallet, invoice.Id, CancellationToken.None)).ToString());
            var payment = await world.Paid(payer, invoice);

            Assert.Equal(
                (PaymentState.Failed, PaymentFailure.IncorrectPaymentDetails), (payment.State, payment.Failure));
            await world.Rest();
            world.MustBeInOrder();
        });

    // The node lies: LND settles nothing that it cancelled. Even then nothing is lost, and nothing is paid out twice.
    [Fact]
    public void Money_that_comes_over_the_network_all_the_same_goes_to_suspense() =>
        Stage.Play(7, async world =>
        {
            world.StartProcess();
            var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 0));
            var invoice = await world.Deposit(payee, 1_000);
            await world.Paid(payer, invoice);
            world.Node.SettleLate(invoice.Hash, Msat.FromSats(1_000));
            await world.Wait(TimeSpan.FromMinutes(1));

            Assert.Equal(1_000_000, await world.Balance(payee, Account.Available));
            Assert.Equal(1_000_000, await world.Balance(payee, Account.Suspense));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_node_that_forgot_the_invoice_does_not_keep_it_from_being_paid() =>
        Stage.Play(8, async world =>
        {
            world.StartProcess();
            var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 0));
            var invoice = await world.Deposit(payee, 1_000);
            world.Node.Forget(invoice.Hash);

            Assert.Equal(PaymentState.Succeeded, (await world.Paid(payer, invoice)).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    // Anybody can write a request over our hash: it is another payee's, and another amount.
    [Fact]
    public void A_request_of_somebody_else_over_our_hash_does_not_pay_our_invoice() =>
        Stage.Play(9, async world =>
        {
            world.StartProcess();
            var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 0));
            var invoice = await world.Deposit(payee, 1_000);
            var preimage = new PreimageSource(world.MasterKey).For(invoice.Environment, invoice.Id.Value);
            var order = world.Order(
                payer, world.Payments.Imitate(preimage, Msat.FromSats(1), Sends.Hour, Sends.NoRoute));
            await world.Repeat(order);
            var payment = await world.Ended(order, TimeSpan.FromMinutes(5));

            Assert.Equal((PaymentState.Failed, PaymentFailure.NoRoute), (payment.State, payment.Failure));
            Assert.Single(world.Payments.Tries);
            Assert.Equal(InvoiceState.Open, (await world.Stored(invoice)).State);
            Assert.Equal(NodeInvoiceState.Open, world.Node.Find(invoice.Hash)!.State);
            Assert.Equal(PaymentState.Succeeded, (await world.Paid(payer, invoice)).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    // Only its own node can give an invoice up: another one's word counts for nothing, and it is not asked.
    [Fact]
    public void An_invoice_that_another_node_issued_goes_over_the_network() =>
        Stage.Play(10, async world =>
        {
            world.StartProcess();
            var payee = await world.OpenShop(feeBasisPoints: 0);
            var invoice = await world.Deposit(payee, 1_000);
            world.Node.BecomeAnother();
            var payer = await world.OpenShopWith(5_000);
            world.Payments.Learn(
                world.Sends.Find(new PaymentTarget.Invoice(invoice.PaymentRequest))!,
                new PreimageSource(world.MasterKey).For(invoice.Environment, invoice.Id.Value),
                invoice.PaymentRequest,
                Sends.Success);
            var payment = await world.Paid(payer, invoice);

            Assert.Equal((PaymentState.Succeeded, Msat.FromSats(1)), (payment.State, payment.FeePaid));
            Assert.Null(payment.Payee);
            Assert.Single(world.Payments.Tries);
            Assert.Equal(3_999_000, await world.Balance(payer, Account.Available));
            Assert.Equal(0, await world.Balance(payer, Account.Internal));
            Assert.Equal(InvoiceState.Open, (await world.Stored(invoice)).State);
            Assert.Equal(0, await world.Balance(payee, Account.Available));
            world.MustBeSound();
        });

    [Fact]
    public void Two_wallets_that_pay_one_invoice_pay_it_once()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            Stage.Play(seed, async world =>
            {
                world.StartProcess();
                world.StartProcess();
                var (one, other) = (await world.OpenShopWith(5_000), await world.OpenShopWith(5_000));
                var payee = await world.OpenShop(feeBasisPoints: 0);
                var invoice = await world.Deposit(payee, 1_000);
                world.Weather = new Weather { CallsSlow = 150, MessagesTwice = 500 };
                var orders = new[] { one, other }.Select(shop => Internals.Order(world, shop, invoice)).ToList();
                await Task.WhenAll(orders.Select(order => world.Repeat(order)));
                var ended = await Task.WhenAll(orders.Select(order => world.Ended(order, Sends.Hour)));
                world.Weather = Weather.Fine;

                Assert.Single(ended, payment => payment.State == PaymentState.Succeeded);
                Assert.Equal(1_000_000, await world.Balance(payee, Account.Available));
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }
}
