using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Simulation;

/// <summary>What befalls a world at instants of its own, each so many times as the seed drew.</summary>
internal static class Troubles
{
    private static readonly IReadOnlyList<(Option Option, Func<World, Task> Strike)> All =
    [
        (Option.Crashes, Now(Crash)),
        (Option.StreamsCut, Now(world => world.Node.CutStreams())),
        (Option.StreamsMute, Now(world => world.Node.MuteStreams())),
        (Option.IndexGaps, Now(world => world.Node.SkipIndexes(world.Dice.Between(1, 3)))),
        (Option.TableOutages, TableOutage),
        (Option.NodeOutages, NodeOutage),
        (Option.Forgotten, Now(Forget)),
        (Option.Resends, Resend),
        (Option.Restated, Restate),
        (Option.Forged, Now(Forgery.Send)),
        (Option.Reorganizations, Now(world => world.Chain.Reorganize(world.Dice.Between(1, 5)))),
        (Option.BlockRushes, Now(world => world.Chain.Mine(world.Dice.Between(100, 400)))),
        (Option.ChainRefused, ChainOutage),
        (Option.CoinsTaken, Now(TakeCoins)),
    ];

    private static readonly Option[] OfTheChain =
        [Option.Reorganizations, Option.BlockRushes, Option.ChainRefused, Option.CoinsTaken];

    /// <summary>The troubles of a life.</summary>
    public static IEnumerable<Func<World, Task>> Of(Options options) => All
        .Where(trouble => ChainUsers.AreThere(options) || !OfTheChain.Contains(trouble.Option))
        .SelectMany(trouble =>
        Enumerable.Repeat<Func<World, Task>>(
            world =>
            {
                world.Tally.Count($"trouble: {trouble.Option.Name}");
                return trouble.Strike(world);
            },
            options[trouble.Option]));

    private static Func<World, Task> Now(Action<World> strike) => world =>
    {
        strike(world);
        return Task.CompletedTask;
    };

    private static void Crash(World world)
    {
        var alive = world.Processes.Where(process => process.IsAlive).ToList();
        if (alive.Count > 0)
        {
            world.Dice.Pick(alive).Crash();
        }
    }

    private static async Task TableOutage(World world)
    {
        world.History.Add("tables", "outage begins");
        world.AreTablesDown = true;
        await world.Wait(Outage(world));
        world.AreTablesDown = false;
        world.History.Add("tables", "outage ends");
    }

    private static async Task NodeOutage(World world)
    {
        world.Node.SetDown(true);
        await world.Wait(Outage(world));
        world.Node.SetDown(false);
    }

    private static async Task ChainOutage(World world)
    {
        world.Chain.IsRefusing = true;
        await world.Wait(Outage(world));
        world.Chain.IsRefusing = false;
    }

    // Rather one that was set aside: the send that it was meant for has to wait for a person.
    private static void TakeCoins(World world)
    {
        var coins = world.Chain.Coins.Spendable;
        var wanted = coins.Where(coin => coin.SetAsideUntil > world.Scheduler.Now).ToList();
        if (coins.Count > 0)
        {
            world.Chain.Coins.SpendByHand(world.Dice.Pick(wanted.Count > 0 ? wanted : coins));
        }
    }

    private static void Forget(World world)
    {
        if (world.Node.AnyOpen() is { } hash)
        {
            world.Node.Forget(hash);
        }
    }

    /// <summary>Somebody has a callback sent again by hand.</summary>
    public static async Task Resend(World world)
    {
        var alive = world.Processes.Where(process => process.IsAlive).ToList();
        var wallet = world.Dice.Pick(world.Shops).Wallet;
        if (alive.Count == 0)
        {
            return;
        }

        await world.Dice.Pick(alive).Ask(async engine =>
        {
            var newest = await engine.Deliveries.Newest(wallet, null, 10, CancellationToken.None);
            return newest.Count > 0
                ? (await engine.ResendDelivery.Execute(
                    wallet, world.Dice.Pick(newest).Id, CancellationToken.None))!
                : null!;
        });
    }

    // The node says of a settlement that is credited already that it was another amount.
    private static async Task Restate(World world)
    {
        var credited = world.Node.Settled.Where(settled => IsCredited(world, settled.Hash)).ToList();
        var alive = world.Processes.Where(process => process.IsAlive).ToList();
        if (credited.Count == 0 || alive.Count == 0)
        {
            return;
        }

        var settled = world.Dice.Pick(credited);
        var otherAmount = settled with
        {
            AmountPaid = settled.AmountPaid + new Msat(1),
            SettleIndex = settled.SettleIndex + (ulong)world.Dice.Below(2),
        };
        var restated = Settlement.Of(world.Node.Info.Id, otherAmount);
        var answer = await world.Dice.Pick(alive).Ask(
            async engine => (await engine.SettleInvoice.Execute(restated, CancellationToken.None)).ToString());
        world.Expect(
            answer.Value is null or nameof(SettleInvoiceStatus.Contradictory),
            $"a settlement of {settled.Hash} with another amount is told apart, not {answer.Value}");
    }

    private static bool IsCredited(World world, PaymentHash hash)
    {
        var entry = world.Tables.Witness.Row("hashes", hash.ToString(), "invoice");
        var invoice = world.Tables.Witness.Row(
            "wallets", entry?.Text("wallet") ?? "", $"invoice|{entry?.Text("invoice")}");
        return invoice?.Text("state") == "Settled" && !InternalSteps.IsPaidInternally(invoice);
    }

    private static TimeSpan Outage(World world) =>
        world.Dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90));
}
