using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>
/// The process that pays within the ledger dies after its first call to the world, after its second, and so on, until
/// it lives through the whole flow. Both books have it in the end, or neither.
/// </summary>
public sealed class InternalCrashTests
{
    private const int CallsMax = 400;

    [Fact]
    public void A_crash_anywhere_books_both_halves() => DieEverywhere(async (world, order, _) =>
    {
        Assert.Equal(PaymentState.Succeeded, (await world.Ended(order, TimeSpan.FromMinutes(30))).State);
    });

    // Whoever is first has paid; the other has paid nothing.
    [Fact]
    public void A_crash_anywhere_while_the_network_pays_books_one_payment() => DieEverywhere(
        async (world, order, _) => await world.Ended(order, TimeSpan.FromMinutes(30)),
        (world, invoice) => world.Node.WhenTaken[invoice.Hash] = () => world.Scheduler.After(
            world.Dice.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(20)),
            () => world.Node.Pay(invoice.Hash, invoice.Amount!.Value)));

    // The one who pays is away until the invoice is over: it expires, or was paid before.
    [Fact]
    public void A_crash_anywhere_before_a_long_silence_books_both_halves_or_neither() => DieEverywhere(
        async (world, order, invoice) =>
        {
            var payment = await world.Ended(order, TimeSpan.FromHours(2));
            var stored = await world.Stored(invoice);
            Assert.Equal(payment.State == PaymentState.Succeeded, stored.PaidBy?.Payment == payment.Id);
        },
        restartAfter: TimeSpan.FromMinutes(40));

    private static void DieEverywhere(
        Func<World, NewPayment, Invoice, Task> check,
        Action<World, Invoice>? meanwhile = null,
        TimeSpan? restartAfter = null)
    {
        for (var (call, isFinished) = (1, false); !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = null;
                var helper = world.StartProcess();
                var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 100));
                var invoice = await world.Deposit(payee, 1_000, TimeSpan.FromMinutes(20));
                helper.Crash();
                world.RestartAfter = restartAfter ?? TimeSpan.FromSeconds(3);
                var process = world.StartProcess();
                process.Wire.LastCall = call;
                meanwhile?.Invoke(world, invoice);
                var order = Internals.Order(world, payer, invoice);
                var isTaken = (await process.Ask(order)).Value is not null;
                isTaken = isTaken || (await world.Repeat(order)).Refusal is null;
                if (isTaken)
                {
                    await check(world, order, invoice);
                }

                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
                Assert.Equal(0, await world.Balance(payer, Account.Held));
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }
}
