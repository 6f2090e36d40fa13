using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class WithdrawTests
{
    [Fact]
    public void A_withdrawn_invoice_cannot_be_paid() =>
        Stage.Play(1, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1_000);

            Assert.Equal(CancelInvoiceOutcome.Canceled, await Withdraw(process, invoice));
            Assert.Equal(CancelInvoiceOutcome.Canceled, await Withdraw(process, invoice));

            Assert.False(world.Node.Pay(invoice.Hash, Msat.FromSats(1_000)));
            Assert.Equal(InvoiceState.Canceled, (await world.Stored(invoice)).State);
            Assert.Equal(["invoice.canceled"], world.EventTypes(shop));
            await world.Wait(TimeSpan.FromHours(1));
            world.MustBeInOrder();
        });

    [Fact]
    public void An_invoice_that_was_paid_is_not_withdrawn() =>
        Stage.Play(2, async world =>
        {
            var process = world.StartProcess();
            var invoice = await world.Deposit(await world.OpenShop(), 1_000);
            world.Pay(invoice);
            await world.Wait(TimeSpan.FromSeconds(2));

            Assert.Equal(CancelInvoiceOutcome.AlreadyPaid, await Withdraw(process, invoice));
            await world.Rest();
            Assert.Equal(InvoiceState.Settled, (await world.Stored(invoice)).State);
            world.MustBeInOrder();
        });

    [Fact]
    public void What_expired_or_never_was_is_not_withdrawn() =>
        Stage.Play(3, async world =>
        {
            var process = world.StartProcess();
            var invoice = await world.Deposit(await world.OpenShop(), 1_000);
            await world.Wait(TimeSpan.FromHours(1));

            Assert.Equal(CancelInvoiceOutcome.AlreadyExpired, await Withdraw(process, invoice));
            var nothing = invoice with { Id = new InvoiceId(Guid.Empty) };
            Assert.Equal(CancelInvoiceOutcome.NotFound, await Withdraw(process, nothing));
            world.MustBeInOrder();
        });

    private static async Task<CancelInvoiceOutcome> Withdraw(Process process, Invoice invoice)
    {
        process.World.Withdrawn.Add(invoice.Id.ToString());
        var answer = await process.Ask(async engine => (await engine.CancelInvoice.Execute(
            invoice.Wallet, invoice.Id, CancellationToken.None)).ToString());
        return Enum.Parse<CancelInvoiceOutcome>(answer.Value!);
    }
}
