using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Simulation;

/// <summary>Who pays merchants on chain, and merchants who send there; nobody where the node has no wallet.</summary>
internal static class ChainUsers
{
    private static readonly TimeSpan TheyCome = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan EndMax = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(3);

    /// <summary>Whether a life has a wallet on the chain.</summary>
    public static bool AreThere(Options options) => options[Option.Chain] == 1;

    /// <summary>The operator's coins, the price of blocks, and money for merchants who send.</summary>
    public static async Task Fund(World world, IReadOnlyList<Shop> shops, Options options)
    {
        if (!AreThere(options))
        {
            return;
        }

        var dice = world.Dice;
        world.Chain.Begin();
        world.Chain.Coins.FeeRate = dice.Between(1, 8);
        for (var coins = dice.Between(0, 8); coins > 0; coins--)
        {
            world.Chain.Coins.Endow(Msat.FromSats(dice.Between(1_000, dice.PerMille(500) ? 100_000 : 2_000_000)));
        }

        foreach (var shop in shops.Where(_ => options[Option.ChainSends] > 0))
        {
            await world.Fund(shop, dice.Between(1_000, 200_000));
        }
    }

    /// <summary>Everybody, until what they came for is done or refused.</summary>
    public static IEnumerable<Task> Begin(World world, IReadOnlyList<Shop> shops, Options options) =>
        AreThere(options)
            ? Enumerable.Range(0, options[Option.ChainReceives]).Select(_ => Receive(world, shops))
                .Concat(Enumerable.Range(0, options[Option.ChainSends]).Select(_ => Send(world, shops, options)))
            : [];

    /// <summary>Waits until blocks have taken everything, and every send is final or waits for a person.</summary>
    public static async Task End(World world)
    {
        var end = world.Scheduler.Now + EndMax;
        while (ChainAudit.IsUnderWay(world) && world.Scheduler.Now < end)
        {
            await world.Wait(TimeSpan.FromMinutes(1));
            foreach (var overdue in ChainAudit.Overdue(world, world.CalmSince!.Value))
            {
                world.Find(overdue);
            }
        }
    }

    private static async Task Receive(World world, IReadOnlyList<Shop> shops)
    {
        var (dice, shop) = (world.Dice, world.Dice.Pick(shops));
        await world.Wait(dice.Between(TimeSpan.Zero, TheyCome));
        var ends = dice.PerMille(400)
            ? world.Scheduler.Now + dice.Between(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(8))
            : (DateTimeOffset?)null;
        var receiver = new ChainReceiver(
            shop.Environment,
            shop.Wallet,
            new InvoiceId(dice.NextUuid()),
            new BasisPoints(dice.Between(0, 300)),
            ends);
        var asking = Enumerable.Range(0, dice.Between(1, 2)).Select(_ => world.ChainOrders.Address(receiver)).ToList();
        var address = (await Task.WhenAll(asking))[0];
        await world.Wait(dice.Between(TimeSpan.Zero, TheyCome / 2));
        await Pay(world, address);
    }

    private static async Task Pay(World world, BitcoinAddress address)
    {
        var (dice, chain, oddity) = (world.Dice, world.Chain, world.Dice.Below(Oddities.Length));
        world.Tally.Count($"chain payers: {Oddities[oddity]}");
        switch (oddity)
        {
            case 0:
                break;
            case 1:
                for (var parts = dice.Between(2, 4); parts > 0; parts--)
                {
                    chain.Pay((address, Some(dice)));
                    await world.Wait(dice.Between(TimeSpan.Zero, Between));
                }

                break;
            case 2:
                (BitcoinAddress, Msat)[] outputs = [(address, Some(dice)), (chain.Stranger(), Some(dice))];
                chain.Pay([.. outputs, (address, Some(dice))]);
                break;
            case 3:
                var replaced = chain.Pay((address, Some(dice)));
                await world.Wait(dice.Between(TimeSpan.Zero, Between / 4));
                chain.Replace(replaced, (address, Some(dice)));
                break;
            case 4:
                // A payment and its end at once: whoever paid may also have been too late.
                chain.Pay((address, Some(dice)));
                await world.Wait(dice.Between(TheyCome, TheyCome * 2));
                chain.Pay((address, Some(dice)));
                break;
            default:
                chain.Pay((address, Some(dice)));
                break;
        }
    }

    private static readonly string[] Oddities =
    [
        "never came", "paid in parts", "paid several outputs at once", "replaced it", "paid again later", "paid",
        "paid",
    ];

    // On every step of the ladder of confirmations, and at its borders.
    private static Msat Some(Dice dice) => Msat.FromSats(dice.Below(8) switch
    {
        0 => dice.Pick([1, 999_999, 1_000_000, 9_999_999, 10_000_000]),
        1 or 2 => dice.Between(1_000_000, 9_999_999),
        3 => dice.Between(10_000_000, 200_000_000),
        _ => dice.Between(294, 500_000),
    });

    private static async Task Send(World world, IReadOnlyList<Shop> shops, Options options)
    {
        var dice = world.Dice;
        await world.Wait(dice.Between(TimeSpan.Zero, TheyCome));
        var shop = dice.Pick(shops);
        var order = Order(world, shop);
        switch (dice.PerMille(options[Option.OddOrders]) ? dice.Below(4) : -1)
        {
            case 0:
                await Task.WhenAll(Make(world, order), Make(world, order));
                break;
            case 1:
                await Race(world, shop);
                break;
            case 2:
                await WrongOrders.Make(world, order);
                break;
            case 3:
                // Each tries to be the first to have a transaction kept.
                if ((await world.ChainOrders.Repeat(order)).Send is not null)
                {
                    await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Advance(world, order)));
                }

                break;
        }

        await Make(world, order);
    }

    // Lightning and chain for the same money: each wants more than half of what there is.
    private static async Task Race(World world, Shop shop)
    {
        world.Tally.Count("payers: raced on chain and off for one balance");
        var spendable = world.Tables.Witness.Spendable.Now(shop.Wallet.ToString());
        var rivals = Enumerable.Range(0, world.Dice.Between(1, 3)).Select(_ => Make(
            world, Order(world, shop) with { Amount = new Msat(Math.Max(1_000, spendable * 6 / 10 / 1_000 * 1_000)) }));
        var invoices = Enumerable.Range(0, world.Dice.Between(1, 3)).Select(_ => world.Payments.Ask(
            new Msat(Math.Max(1, spendable * 6 / 10)),
            TimeSpan.FromMinutes(10),
            new PaymentFate(TimeSpan.FromSeconds(1), Msat.Zero)));
        var payments = invoices.Select(invoice => world.Sends.Repeat(new NewPayment(
            new PaymentId(world.Dice.NextUuid()),
            shop.Environment,
            shop.Wallet,
            invoice.Text,
            null,
            new Msat(world.Dice.Between(0, 2_000)))));
        await Task.WhenAll(rivals.Concat(payments.Select(payment => (Task)payment)));
    }

    private static NewOnChainSend Order(World world, Shop shop)
    {
        var (dice, spendable) = (world.Dice, world.Tables.Witness.Spendable.Now(shop.Wallet.ToString()) / 1_000);
        var sats = dice.PerMille(500) ? Math.Max(1, spendable / 100 * dice.Between(5, 110)) : dice.Between(1, 60_000);
        return new NewOnChainSend(
            new PaymentId(dice.NextUuid()),
            shop.Environment,
            shop.Wallet,
            world.Chain.Stranger(),
            Msat.FromSats(sats),
            new Msat(dice.Between(0, 6_000_000)))
        {
            TargetBlocks = dice.Between(1, 12),
        };
    }

    private static async Task Make(World world, NewOnChainSend order)
    {
        if ((await world.ChainOrders.Repeat(order)).Send is not null && world.Dice.PerMille(700))
        {
            await Advance(world, order);
        }
    }

    private static Task Advance(World world, NewOnChainSend order) => world.ChainOrders.Advance(order);
}
