using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class SendStormTests
{
    [Fact]
    public void Whatever_goes_wrong_while_sending_the_books_say_what_the_node_paid()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            Stage.Play(seed, Live);
        }
    }

    private static async Task Live(World world)
    {
        var dice = world.Dice;
        world.RestartAfter = TimeSpan.FromSeconds(dice.Between(1, 90));
        world.StartProcess();
        world.StartProcess();
        var shops = new[] { await world.OpenShopWith(20_000), await world.OpenShopWith(20_000) };
        world.Weather = new Weather
        {
            TablesThrottle = dice.Below(60),
            CommitsLostBefore = dice.Below(80),
            CommitsLostAfter = dice.Below(80),
            HeadsTouched = dice.Below(200),
            SendsUncertain = dice.Below(150),
            MessagesTwice = dice.Below(400),
            MessagesLate = dice.Below(300),
            NodeUncertain = dice.Below(200),
            PaymentRequestsLate = dice.Below(300),
            CallsSlow = dice.Below(60),
        };
        var orders = Enumerable.Range(0, dice.Between(2, 12)).Select(_ => Pay(world, shops)).ToList();
        for (var round = dice.Between(2, 20); round > 0; round--)
        {
            await world.Wait(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)));
            world.MustBeSound();
            if (dice.PerMille(500))
            {
                dice.Pick(world.Processes).Crash();
            }

            if (dice.PerMille(200))
            {
                world.Node.SetDown(true);
                await world.Wait(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(3)));
                world.Node.SetDown(false);
            }
        }

        world.Weather = Weather.Fine;
        world.RestartAfter = TimeSpan.FromSeconds(1);
        await Task.WhenAll(orders);
        await world.Wait(TimeSpan.FromMinutes(100));
        await world.Rest();
        world.MustBeInOrder();
    }

    private static async Task Pay(World world, IReadOnlyList<Shop> shops)
    {
        var dice = world.Dice;
        await world.Wait(dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(5)));
        var fates = Enumerable.Range(0, 4).Select(_ => Fate(dice)).ToList();
        var invoice = world.Payments.Ask(
            dice.PerMille(800) ? Msat.FromSats(dice.Between(1, 9_000)) : null, Sends.Hour, fates);
        var repeats = dice.PerMille(300) ? 2 : 1;
        await Task.WhenAll(Enumerable.Range(0, repeats).Select(async _ =>
        {
            var order = world.Order(dice.Pick(shops), invoice);
            await Task.WhenAll(world.Repeat(order), world.Repeat(order));
        }));
    }

    private static PaymentFate Fate(Dice dice)
    {
        var takes = dice.PerMille(700)
            ? dice.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5))
            : dice.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(40));
        var fee = new Msat(dice.Between(0, 11_000));
        return dice.PerMille(500)
            ? new PaymentFate(takes, fee)
            : new PaymentFate(takes, fee, dice.Pick([PaymentFailure.NoRoute, PaymentFailure.Timeout]));
    }
}
