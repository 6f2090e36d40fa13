using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>
/// Merchants who pay each other, or themselves, and whatever may come between: payers from the network, other payers,
/// the payee's second thoughts, and the end of the invoice's time.
/// </summary>
internal static class Neighbours
{
    private static readonly TimeSpan TheyCome = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(60);

    private static readonly string[] Oddities =
    [
        "plainly", "left the amount open", "came near the expiry", "met a payer as the node was asked",
        "met an HTLC that was held", "two for one invoice", "met the payee's withdrawal", "met a payer on the way",
        "paid what was there",
    ];

    /// <summary>How many there are: few lives have some, whose invoices have to be signed.</summary>
    public static int CountOf(Options options) => options[Option.Internal] <= 4 ? options[Option.Internal] : 0;

    /// <summary>Everybody who pays a neighbour, until the order is answered.</summary>
    public static IEnumerable<Task> Begin(World world, IReadOnlyList<Shop> shops, Options options) =>
        Enumerable.Range(0, CountOf(options)).Select(_ => Pay(world, shops));

    private static async Task Pay(World world, IReadOnlyList<Shop> shops)
    {
        var dice = world.Dice;
        await world.Wait(dice.Between(TimeSpan.Zero, TheyCome));
        var (payer, payee, oddity) = (dice.Pick(shops), dice.Pick(shops), dice.Below(Oddities.Length));
        world.Tally.Count($"neighbours: {Oddities[oddity]}");
        var expiry = oddity == 2 ? TimeSpan.FromSeconds(dice.Between(2, 90)) : (TimeSpan?)null;
        var invoice = await world.Deposit(payee, oddity == 1 ? 0 : Satoshis(world, payer, oddity == 8), expiry);
        var order = Order(world, payer, invoice);
        switch (oddity)
        {
            case 2:
                await world.Wait(Until(world, invoice.ExpiresAt - dice.Between(TimeSpan.Zero, Moment * 20)));
                break;
            case 3:
                Ambush(world, invoice);
                break;
            case 4:
                Hold(world, invoice);
                break;
            case 5:
                var other = After(world, dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)), () =>
                    world.Sends.Repeat(Order(world, dice.Pick(shops), invoice)));
                await Task.WhenAll(world.Sends.Repeat(order), other);
                return;
            case 6:
                await Task.WhenAll(world.Sends.Repeat(order), Withdraw(world, invoice));
                return;
            case 7:
                world.Scheduler.After(
                    dice.Between(TimeSpan.Zero, Moment * 4),
                    () => world.Node.Pay(invoice.Hash, AmountOf(world, invoice)));
                break;
        }

        await world.Sends.Repeat(order);
    }

    // Somebody pays over the network just as the node is asked, before it cancels or after; and a node that cancelled
    // may settle all the same.
    private static void Ambush(World world, Invoice invoice)
    {
        var (after, isLate) = (world.Dice.Between(TimeSpan.Zero, Moment), world.Dice.PerMille(300));
        world.Node.WhenTaken[invoice.Hash] = () => world.Scheduler.After(after, () =>
        {
            if (!world.Node.Pay(invoice.Hash, AmountOf(world, invoice)) && isLate)
            {
                world.Tally.Count("neighbours: settled by the node after it had cancelled");
                world.Node.SettleLate(invoice.Hash, AmountOf(world, invoice));
            }
        });
    }

    // An HTLC is there already. It is settled in the end, or given back.
    private static void Hold(World world, Invoice invoice)
    {
        if (!world.Node.Hold(invoice.Hash))
        {
            return;
        }

        var isSettled = world.Dice.PerMille(500);
        world.Scheduler.After(world.Dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(20)), () =>
        {
            if (isSettled)
            {
                world.Node.SettleHeld(invoice.Hash, AmountOf(world, invoice));
            }
            else if (world.Node.Find(invoice.Hash)?.State == Lightning.NodeInvoiceState.Accepted)
            {
                world.Node.Cancel(invoice.Hash);
            }
        });
    }

    private static async Task Withdraw(World world, Invoice invoice)
    {
        await world.Wait(world.Dice.Between(TimeSpan.Zero, Moment * 4));
        var alive = world.Processes.Where(process => process.IsAlive).ToList();
        if (alive.Count > 0)
        {
            world.Withdrawn.Add(invoice.Id.ToString());
            await world.Dice.Pick(alive).Ask(async engine => (await engine.CancelInvoice.Execute(
                invoice.Wallet, invoice.Id, CancellationToken.None)).ToString());
        }
    }

    private static async Task After(World world, TimeSpan wait, Func<Task> then)
    {
        await world.Wait(wait);
        await then();
    }

    private static NewPayment Order(World world, Shop payer, Invoice invoice) => new(
        new PaymentId(world.Dice.NextUuid()),
        payer.Environment,
        payer.Wallet,
        invoice.PaymentRequest,
        invoice.Amount is null ? new Msat(world.Dice.Between(1, 2_000_000)) : null,
        new Msat(world.Dice.PerMille(300) ? 0 : world.Dice.Between(0, 20_000)));

    // Mostly a part of what there is, or nearly all of it, so that payers race for it.
    private static long Satoshis(World world, Shop payer, bool isAll)
    {
        var spendable = world.Tables.Witness.Spendable.Now(payer.Wallet.ToString()) / 1_000;
        return Math.Max(1, isAll ? spendable - 21 : spendable * world.Dice.Between(1, 60) / 100);
    }

    private static Msat AmountOf(World world, Invoice invoice) =>
        invoice.Amount ?? new Msat(world.Dice.Between(1, 2_000_000));

    private static TimeSpan Until(World world, DateTimeOffset at) =>
        at > world.Scheduler.Now ? at - world.Scheduler.Now : TimeSpan.Zero;
}
