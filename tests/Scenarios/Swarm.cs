using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>
/// One seed's life: merchants, processes, customers and troubles, all drawn. First everything goes wrong at once and
/// nothing may become false; then the weather clears, and everything must become done.
/// </summary>
internal static class Swarm
{
    private static readonly TimeSpan Storm = TimeSpan.FromMinutes(12);

    /// <summary>Lives it, audited.</summary>
    public static World Play(ulong seed) => Stage.Play(seed, async world =>
    {
        var (dice, shops) = (world.Dice, new List<Shop>());
        for (var count = dice.Between(1, 3); count > 0; count--)
        {
            shops.Add(await world.OpenShop(dice.Between(0, 300)));
        }

        world.RestartAfter = dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40));
        for (var count = dice.Between(1, 3); count > 0; count--)
        {
            world.StartProcess();
        }

        world.Weather = Draw(dice);
        var calmAt = world.Scheduler.Now + Storm;
        var customers = Enumerable.Range(0, dice.Between(5, 30)).Select(_ => Buy(world, dice.Pick(shops))).ToList();
        await Task.WhenAll(Trouble(world, calmAt), world.Wait(Storm));
        world.MustBeSound();

        world.Weather = Weather.Fine;
        world.RestartAfter = TimeSpan.FromSeconds(1);
        await Task.WhenAll(customers);
        await world.Wait(TimeSpan.FromMinutes(25));
        await world.Rest();
        world.MustBeInOrder();
    });

    private static Weather Draw(Dice dice)
    {
        // A third of the troubles is absent from each life, so that each also meets the others alone.
        int Often(int most) => dice.PerMille(333) ? 0 : dice.Below(most);
        return new Weather
        {
            TablesThrottle = Often(80),
            CommitsLostBefore = Often(80),
            CommitsLostAfter = Often(80),
            HeadsTouched = Often(300),
            SendsUncertain = Often(150),
            MessagesTwice = Often(300),
            MessagesLate = Often(300),
            NodeUncertain = Often(150),
            SettlementsTwice = Often(300),
            CallsSlow = Often(60),
            CallbacksFail = Often(500),
        };
    }

    private static async Task Buy(World world, Shop shop)
    {
        var dice = world.Dice;
        await world.Wait(dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(8)));
        var invoice = await world.Deposit(shop, dice.Between(1, 1_000_000));
        await world.Wait(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        var asked = invoice.Amount ?? Msat.FromSats(1);
        switch (dice.Below(10))
        {
            case 0:
                break;
            case 1:
                world.Node.Pay(invoice.Hash, asked + asked);
                break;
            case 2 when world.Node.Hold(invoice.Hash):
                await world.Wait(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(20)));
                world.Node.Settle(invoice.Hash, asked);
                break;
            case 3:
                // The node forgot that it had cancelled: money comes when nobody waits for it any more.
                await world.Wait(TimeSpan.FromMinutes(20));
                world.Node.Settle(invoice.Hash, asked);
                break;
            default:
                world.Node.Pay(invoice.Hash, asked);
                break;
        }
    }

    private static async Task Trouble(World world, DateTimeOffset calmAt)
    {
        var dice = world.Dice;
        var pause = dice.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(3));
        while (world.Scheduler.Now < calmAt)
        {
            await world.Wait(dice.Between(TimeSpan.FromSeconds(1), pause));
            var alive = world.Processes.Where(process => process.IsAlive).ToList();
            switch (dice.Below(6))
            {
                case 0 or 1 when alive.Count > 0:
                    dice.Pick(alive).Crash();
                    break;
                case 2:
                    world.Node.CutStreams();
                    break;
                case 3:
                    world.Node.MuteStreams();
                    break;
                case 4:
                    world.Node.SkipIndexes(dice.Between(1, 3));
                    break;
                default:
                    await Outage(world);
                    break;
            }
        }
    }

    private static async Task Outage(World world)
    {
        var isNode = world.Dice.PerMille(500);
        world.AreTablesDown = !isNode;
        if (isNode)
        {
            world.Node.SetDown(true);
        }

        await world.Wait(world.Dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)));
        world.AreTablesDown = false;
        world.Node.SetDown(false);
    }
}
