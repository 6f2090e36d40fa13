using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class ExpiryTests
{
    [Fact]
    public void An_unpaid_invoice_expires_within_minutes_of_its_time_and_not_before() =>
        Stage.Play(1, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1_000);
            await world.Wait(TimeSpan.FromMinutes(14));
            Assert.Equal(InvoiceState.Open, (await world.Stored(invoice)).State);
            await world.Wait(TimeSpan.FromMinutes(4));

            Assert.Equal(InvoiceState.Expired, (await world.Stored(invoice)).State);
            Assert.Equal(["invoice.expired"], world.EventTypes(shop));
            world.MustBeInOrder();
        });

    [Fact]
    public void An_invoice_of_another_node_does_not_expire_unasked() =>
        Stage.Play(9, async world =>
        {
            world.StartProcess();
            var invoice = await world.Deposit(await world.OpenShop(), 1_000);
            world.Node.BecomeAnother();
            await world.Wait(TimeSpan.FromHours(1));

            Assert.Equal(InvoiceState.Open, (await world.Stored(invoice)).State);
            world.MustBeSound();
        });

    [Fact]
    public void Nothing_expires_while_the_node_cannot_be_asked() =>
        Stage.Play(2, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Timers);
            var shop = await world.OpenShop();
            var (paid, unpaid) = (await world.Deposit(shop, 1_000), await world.Deposit(shop, 2_000));
            world.Pay(paid);
            world.Node.SetDown(true);
            await world.Wait(TimeSpan.FromHours(3));
            Assert.Equal(InvoiceState.Open, (await world.Stored(paid)).State);
            Assert.Equal(InvoiceState.Open, (await world.Stored(unpaid)).State);
            world.Node.SetDown(false);
            await world.Wait(TimeSpan.FromMinutes(4));

            Assert.Equal(InvoiceState.Settled, (await world.Stored(paid)).State);
            Assert.Equal(InvoiceState.Expired, (await world.Stored(unpaid)).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void An_invoice_of_which_the_node_talks_nonsense_keeps_no_other_from_its_end() =>
        Stage.Play(5, async world =>
        {
            world.StartProcess(Roles.Queues | Roles.Timers);
            var shop = await world.OpenShop();
            var senseless = await world.Deposit(shop, 1_000);
            await world.Wait(TimeSpan.FromSeconds(2));
            var (paid, unpaid) = (await world.Deposit(shop, 1_000), await world.Deposit(shop, 2_000));
            world.Node.Senseless.Add(senseless.Hash);
            await world.Wait(TimeSpan.FromMinutes(14));
            world.Pay(paid);
            await world.Wait(TimeSpan.FromMinutes(10));

            Assert.Equal(InvoiceState.Open, (await world.Stored(senseless)).State);
            Assert.Equal(InvoiceState.Settled, (await world.Stored(paid)).State);
            Assert.Equal(InvoiceState.Expired, (await world.Stored(unpaid)).State);
            world.Node.Senseless.Clear();
            await world.Wait(TimeSpan.FromMinutes(4));
            Assert.Equal(InvoiceState.Expired, (await world.Stored(senseless)).State);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void An_invoice_with_a_held_HTLC_does_not_expire() =>
        Stage.Play(3, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1_000);
            await world.Wait(TimeSpan.FromMinutes(14));
            world.Expect(world.Node.Hold(invoice.Hash), "the HTLC arrives in time");
            await world.Wait(TimeSpan.FromHours(1));
            Assert.Equal(InvoiceState.Open, (await world.Stored(invoice)).State);
            world.Node.Settle(invoice.Hash, Msat.FromSats(1_000));
            await world.Acknowledged(shop, 1, Steps.Soon);

            Assert.Equal(InvoiceState.Settled, (await world.Stored(invoice)).State);
            Assert.Equal(0, await world.Balance(shop, Account.Suspense));
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void Expiry_goes_on_after_days_without_the_product() =>
        Stage.Play(4, async world =>
        {
            var first = world.StartProcess();
            var shop = await world.OpenShop();
            var (paid, unpaid) = (await world.Deposit(shop, 1_000), await world.Deposit(shop, 2_000));
            await world.Wait(TimeSpan.FromMinutes(2));
            first.Crash();
            world.Pay(paid);
            await world.Wait(TimeSpan.FromDays(2));
            world.StartProcess(Roles.Queues | Roles.Timers);
            await world.Wait(TimeSpan.FromMinutes(10));

            Assert.Equal(InvoiceState.Settled, (await world.Stored(paid)).State);
            Assert.Equal(InvoiceState.Expired, (await world.Stored(unpaid)).State);
            world.MustBeInOrder();
        });
}
