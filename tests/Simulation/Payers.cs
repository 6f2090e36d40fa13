using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Simulation;

/// <summary>Merchants who pay: plainly, or in every way that has ever cost somebody money.</summary>
internal static class Payers
{
    private static readonly TimeSpan TheyCome = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan EndMax = TimeSpan.FromMinutes(110);

    /// <summary>Money to begin with, and credit for some; nothing where nobody pays.</summary>
    public static async Task Fund(World world, IReadOnlyList<Shop> shops, Options options)
    {
        if (options[Option.Payments] + Neighbours.CountOf(options) == 0)
        {
            return;
        }

        world.Payments.ClockBehind = TimeSpan.FromMinutes(options[Option.ClockBehind]);
        foreach (var shop in shops)
        {
            if (world.Dice.PerMille(options[Option.Credit]))
            {
                world.GrantCredit(shop, Msat.FromSats(world.Dice.Between(1, 5_000)));
            }

            await world.Fund(shop, world.Dice.Between(1, 30_000));
        }
    }

    /// <summary>Everybody who pays, until the order is answered.</summary>
    public static IEnumerable<Task> Begin(World world, IReadOnlyList<Shop> shops, Options options) =>
        Enumerable.Range(0, options[Option.Payments]).Select(_ => Pay(world, shops, options));

    /// <summary>A merchant has an invoice paid, plainly, within a while.</summary>
    public static async Task Pay(World world, Shop shop, Options options, TimeSpan within)
    {
        await world.Wait(world.Dice.Between(TimeSpan.Zero, within));
        await Repeat(world, Order(world, shop, Ask(world, shop, options), options));
    }

    /// <summary>Waits until every payment is final, and nothing is left that could still begin one.</summary>
    public static async Task End(World world)
    {
        var end = world.Scheduler.Now + EndMax;
        while (IsUnderWay(world) && world.Scheduler.Now < end)
        {
            await world.Wait(TimeSpan.FromMinutes(1));
            foreach (var overdue in PaymentAudit.Overdue(world, world.CalmSince!.Value))
            {
                world.Find(overdue);
            }
        }
    }

    private static bool IsUnderWay(World world) =>
        world.Payments.RequestsUnderWay.Count > 0
        || world.Payments.Tries.Any(made => made.State == NodePaymentState.InFlight)
        || world.Shops.Any(shop => world.Tables.Witness.Partition("wallets", shop.Wallet.ToString()).Keys
            .Any(key => key.StartsWith("sending|", StringComparison.Ordinal)));

    private static async Task Pay(World world, IReadOnlyList<Shop> shops, Options options)
    {
        var dice = world.Dice;
        await world.Wait(dice.Between(TimeSpan.Zero, TheyCome));
        if (dice.Sometimes(options[Option.Keysends]))
        {
            await SendKeysend(world, shops, options);
            return;
        }

        var (shop, isOdd) = (dice.Pick(shops), dice.PerMille(options[Option.OddOrders]));
        await (isOdd
            ? PayOddly(world, shops, shop, options)
            : Repeat(world, Order(world, shop, Ask(world, shop, options), options)));
    }

    private static async Task PayOddly(World world, IReadOnlyList<Shop> shops, Shop shop, Options options)
    {
        var (dice, oddity) = (world.Dice, world.Dice.Below(Oddities.Length));
        var invoice = Ask(world, shop, options, isOpen: oddity == 0, isBrief: oddity == 1);
        var order = Order(world, shop, invoice, options);
        world.Tally.Count($"payers: {Oddities[oddity]}");
        switch (oddity)
        {
            case 1:
                await world.Wait(dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(40)));
                break;
            case 2:
                await Task.WhenAll(Repeat(world, order), Repeat(world, order));
                break;
            case 3:
                // Both may have chosen one id: a payment's id is its wallet's own.
                var other = Order(world, dice.Pick(shops), invoice, options);
                other = other.Wallet != order.Wallet && dice.PerMille(500) ? other with { Id = order.Id } : other;
                await Task.WhenAll(Repeat(world, order), After(world, Some(dice, TimeSpan.FromSeconds(3)), other));
                return;
            case 4:
                await Repeat(world, order);
                var later = Order(world, dice.Pick(shops), invoice, options);
                await After(world, Some(dice, TimeSpan.FromMinutes(6)), later);
                return;
            case 5:
                world.Payments.PayByHand(invoice);
                await world.Wait(dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10)));
                break;
            case 6:
                var rivals = Enumerable.Range(0, 3).Select(_ => Ask(world, shop, options)).ToList();
                await Task.WhenAll(rivals.Select(rival => Repeat(world, Order(world, shop, rival, options))));
                break;
            case 7:
                await OrderInOneBreath(world, shop, options);
                return;
            case 8:
                await WrongOrders.Make(world, order);
                break;
        }

        await Repeat(world, order);
    }

    // Some are ordered twice at once, and some again after they ended, or from another wallet under the same id.
    private static async Task SendKeysend(World world, IReadOnlyList<Shop> shops, Options options)
    {
        var dice = world.Dice;
        var order = OrderKeysend(world, dice.Pick(shops), options);
        world.Tally.Count("payers: sent to a node that asked for nothing");
        switch (dice.Below(5))
        {
            case 0:
                await Task.WhenAll(Repeat(world, order), Repeat(world, order));
                break;
            case 1:
                await Repeat(world, order);
                await After(world, Some(dice, TimeSpan.FromMinutes(30)), order);
                break;
            case 2:
                var other = OrderKeysend(world, dice.Pick(shops), options);
                other = other.Wallet == order.Wallet ? other : other with { Id = order.Id };
                await Task.WhenAll(Repeat(world, order), Repeat(world, other));
                break;
            default:
                await Repeat(world, order);
                break;
        }
    }

    private static NewPayment OrderKeysend(World world, Shop shop, Options options)
    {
        var dice = world.Dice;
        var destination = world.Payments.Take([.. Enumerable.Range(0, 4).Select(_ => Fate(dice, options))]);
        return new NewPayment(
            new PaymentId(dice.NextUuid()),
            shop.Environment,
            shop.Wallet,
            new PaymentTarget.Keysend(destination, CustomRecords.None),
            AmountFrom(world, shop),
            new Msat(dice.Between(0, 20_000)))
        {
            KeepsNotCovered = dice.Sometimes(options[Option.NotCovered]),
        };
    }

    // One order twice and a rival behind it, all in one process: where the repeat is planned once more beside the
    // rival, there seems to be too little for that.
    private static async Task OrderInOneBreath(World world, Shop shop, Options options)
    {
        var percent = world.Tables.Witness.Spendable.Now(shop.Wallet.ToString()) / 100;
        var orders = new[] { 40, 52 }.Select(part => Order(world, shop, world.Payments.Ask(
            new Msat(Math.Max(1, percent * part)), TimeSpan.FromMinutes(10), [Fate(world.Dice, options)]), options))
            .ToList();
        var alive = world.Processes.Where(process => process.IsAlive).ToList();
        if (alive.Count > 0)
        {
            var process = world.Dice.Pick(alive);
            await Task.WhenAll(new[] { orders[0], orders[0], orders[1] }.Select(o => world.Sends.Order(process, o)));
        }

        await Task.WhenAll(orders.Select(order => Repeat(world, order)));
    }

    private static readonly string[] Oddities =
    [
        "left the amount open", "came near the expiry", "ordered twice at once", "two for one invoice",
        "one after the other for one invoice", "paid by hand first", "raced for one balance",
        "ordered in one breath beside a rival", "asked wrongly, then rightly",
    ];

    // Half of them want what the wallet has at the moment, or nearly, or more: they race for it.
    private static PayeeInvoice Ask(
        World world, Shop shop, Options options, bool isOpen = false, bool isBrief = false)
    {
        var (dice, amount) = (world.Dice, AmountFrom(world, shop));
        var seconds = isBrief ? dice.Between(1, 60) : dice.Between(600, dice.PerMille(100) ? 3_600 : 900);
        return world.Payments.Ask(isOpen ? null : amount, TimeSpan.FromSeconds(seconds),
            [.. Enumerable.Range(0, 4).Select(_ => Fate(dice, options))]);
    }

    private static Msat AmountFrom(World world, Shop shop)
    {
        var (dice, spendable) = (world.Dice, world.Tables.Witness.Spendable.Now(shop.Wallet.ToString()));
        return dice.PerMille(500)
            ? new Msat(Math.Max(1, spendable / 1_000 * dice.Between(300, 1_050)))
            : new Msat(dice.Between(1, 9_000_000));
    }

    private static NewPayment Order(World world, Shop shop, PayeeInvoice invoice, Options options) => new(
        new PaymentId(world.Dice.NextUuid()),
        shop.Environment,
        shop.Wallet,
        invoice.Text,
        invoice.Amount is null ? new Msat(world.Dice.Between(1, 9_000_000)) : null,
        new Msat(world.Dice.Between(0, 20_000)))
    {
        KeepsNotCovered = world.Dice.Sometimes(options[Option.NotCovered]),
    };

    // Half of the time much less than the most.
    private static TimeSpan Some(Dice dice, TimeSpan most) =>
        dice.Between(TimeSpan.Zero, dice.PerMille(500) ? most : most / 20);

    private static async Task After(World world, TimeSpan wait, NewPayment order)
    {
        await world.Wait(wait);
        await Repeat(world, order);
    }

    private static Task Repeat(World world, NewPayment order) => world.Sends.Repeat(order);

    private static PaymentFate Fate(Dice dice, Options options)
    {
        var takes = dice.PerMille(options[Option.TriesSlow])
            ? dice.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(40))
            : dice.PerMille(300) ? dice.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(10))
            : dice.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));
        var fee = new Msat(dice.Between(0, 12_000));
        return dice.PerMille(options[Option.TriesFail])
            ? new PaymentFate(takes, fee, dice.Pick([PaymentFailure.NoRoute, PaymentFailure.Timeout]))
            : new PaymentFate(takes, fee);
    }
}
