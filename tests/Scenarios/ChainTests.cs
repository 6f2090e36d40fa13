using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Scenarios;

/// <summary>What is received and sent on the chain, whatever dies and whatever is lost.</summary>
public sealed class ChainTests
{
    private const int CallsMax = 400;
    private static readonly Msat FeeMax = Msat.FromSats(5_000);

    [Fact]
    public void A_crash_anywhere_in_a_send_pays_once()
    {
        for (var (call, isFinished) = (1, false); !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(3);
                var shop = await Open(world, 50_000);
                var process = world.StartProcess(Roles.Queues | Roles.Timers);
                process.Wire.LastCall = process.Wire.Calls + call;
                var order = Order(world, shop, 40_000);
                await world.ChainOrders.Repeat(order);
                await world.ChainOrders.Advance(order);
                await Done(world);
                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
                Assert.Equal("Sent", StateOf(world, order));
                Assert.Single(world.Chain.Transactions, known => known.Label.Length > 0);
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }

    [Fact]
    public void A_crash_anywhere_while_an_output_is_credited_credits_it_once()
    {
        for (var (call, isFinished) = (1, false); !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(3);
                var shop = await Open(world, 1_000);
                var process = world.StartProcess(Roles.Queues | Roles.Timers);
                process.Wire.LastCall = process.Wire.Calls + call;
                world.Chain.Pay((await Address(world, shop), Msat.FromSats(20_000)));
                await Done(world);
                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
                Assert.Equal(21_000_000, await world.Balance(shop, Account.Available));
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }

    [Fact]
    public void While_the_node_refuses_the_macaroon_a_send_is_held_and_then_it_goes_on() => Stage.Play(3, async world =>
    {
        var shop = await Open(world, 50_000);
        world.StartProcess();
        var order = Order(world, shop, 40_000);
        await world.ChainOrders.Repeat(order);
        world.Chain.IsRefusing = true;
        await world.ChainOrders.Advance(order);
        await world.Wait(TimeSpan.FromHours(2));
        Assert.Equal(45_000_000, await world.Balance(shop, Account.Held));

        world.Chain.IsRefusing = false;
        await Done(world);
        await world.Rest();
        world.MustBeInOrder();
        Assert.Equal("Sent", StateOf(world, order));
    });

    [Fact]
    public void A_send_whose_coins_went_elsewhere_stays_held_and_is_never_made_anew() => Stage.Play(4, async world =>
    {
        var shop = await Open(world, 50_000);
        world.StartProcess();
        var order = Order(world, shop, 40_000);
        world.Weather = new Weather { PublicationsRefused = 1_000 };
        await world.ChainOrders.Repeat(order);
        await world.Wait(TimeSpan.FromSeconds(5));
        world.Chain.Coins.SpendByHand(world.Chain.Coins.Spendable.First(coin =>
            coin.SetAsideUntil > world.Scheduler.Now));
        world.Weather = Weather.Fine;
        await world.Wait(TimeSpan.FromDays(1));

        Assert.Equal("Signed", StateOf(world, order));
        Assert.Equal(45_000_000, await world.Balance(shop, Account.Held));
        Assert.Single(world.Chain.Prepared);
        world.MustBeSound();
    });

    // On the chain and off it at once; what they may not do is seen at every commit.
    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 20)]
    [InlineData(17, 6)]
    [InlineData(200, 1)]
    public void However_many_sends_race_the_wallet_never_goes_below_its_limit(int count, int seeds)
    {
        for (var seed = 1UL; seed <= (ulong)seeds; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var shop = await Open(world, 1_000 + (count * 1_000));
                world.GrantCredit(shop, Msat.FromSats(count * 500));
                var processes = new[] { world.StartProcess(), world.StartProcess() };
                world.RestartAfter = TimeSpan.FromSeconds(1);
                world.Weather = new Weather { CommitsLostAfter = 60, CommitsLostBefore = 60, HeadsTouched = 200 };
                await Task.WhenAll(Enumerable.Range(0, count).Select(place => place % 2 == 0
                    ? world.ChainOrders.Repeat(Order(world, shop, 1_000))
                    : (Task)world.Repeat(world.Order(
                        shop, world.Payments.Ask(Msat.FromSats(2_000), Sends.Hour, Sends.Success)))));
                world.Weather = Weather.Fine;
                world.CalmSince = world.Scheduler.Now;
                await Done(world);
                await world.Wait(TimeSpan.FromMinutes(15));
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    private static async Task<Shop> Open(World world, long satoshis)
    {
        world.Chain.Begin();
        Enumerable.Range(0, 120).ToList().ForEach(_ => world.Chain.Coins.Endow(Msat.FromSats(50_000)));
        var shop = await world.OpenShop(feeBasisPoints: 0);
        await world.Fund(shop, satoshis);
        return shop;
    }

    private static NewOnChainSend Order(World world, Shop shop, long satoshis) => new(
        new PaymentId(world.Dice.NextUuid()),
        shop.Environment,
        shop.Wallet,
        world.Chain.Stranger(),
        Msat.FromSats(satoshis),
        FeeMax);

    private static Task<BitcoinAddress> Address(World world, Shop shop) => world.ChainOrders.Address(new ChainReceiver(
        shop.Environment, shop.Wallet, new InvoiceId(world.Dice.NextUuid()), new BasisPoints(0), null));

    private static Task Done(World world) => world.Until(
        () => !ChainAudit.IsUnderWay(world), TimeSpan.FromHours(2), "everything on chain is done");

    private static string? StateOf(World world, NewOnChainSend order) =>
        world.Tables.Witness.Row("wallets", order.Wallet.ToString(), $"chain-send|{order.Id}")?.Text("state");
}
