using FsCheck;
using FsCheck.Fluent;
using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Tests.Payments;

public sealed class SendRaceTests
{
    private const int AmountSatsMax = 1_000;

    // The wallet holds up to half of what all of them want together, part of it as credit; every so many commits are
    // not answered, stored or not, and the order is repeated.
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 100)]
    [InlineData(17, 40)]
    [InlineData(SendRace.PlacesMax, 6)]
    public void Sends_on_the_chain_and_off_it_that_race_never_spend_more_than_there_is(int count, int times) =>
        Property.ForAll(Races(count), race => Holds(race).GetAwaiter().GetResult(), times);

    private static Gen<Race> Races(int count) =>
        from orders in Property.Integers(0, long.MaxValue).ArrayOf(count)
        from balance in Gen.Choose(0, AmountSatsMax * count / 2)
        from credit in Gen.Choose(0, AmountSatsMax * count / 4)
        from lostEvery in Gen.Choose(0, 12)
        select new Race(balance, credit, lostEvery == 1 ? 2 : lostEvery, orders);

    private static async Task<bool> Holds(Race drawn)
    {
        var (balance, credit) = (Msat.FromSats(drawn.BalanceSats), Msat.FromSats(drawn.CreditSats));
        var race = await SendRace.Open(balance, credit, drawn.LostEvery);
        var answers = await Task.WhenAll(drawn.Orders.Select(
            (order, place) => race.Send(place, IsOnChain(order), AmountOf(order), FeeMaxOf(order))));

        var held = drawn.Orders.Where((_, place) => answers[place]).Sum(CostOf);
        var spendable = balance.Value + credit.Value;
        var head = (await race.Head())!;
        Assert.Equal(held, head.Balances[Account.Held].Value);
        Assert.Equal(balance.Value - held, head.Balances[Account.Available].Value);
        Assert.True(held <= spendable, $"{held} msat are held, and there were {spendable}");

        // Money only went: whoever was refused would not fit in what is left either.
        Assert.All(
            drawn.Orders.Where((_, place) => !answers[place]),
            order => Assert.True(CostOf(order) > spendable - held, "An order that was covered is refused."));
        await NeverBelow(race, credit);
        return true;
    }

    private static async Task NeverBelow(SendRace race, Msat credit)
    {
        var available = 0L;
        foreach (var line in await race.Journal())
        {
            available += line.Transfers.Sum(transfer =>
                transfer.To == Account.Available ? transfer.Amount.Value : -transfer.Amount.Value);
            Assert.True(available >= -credit.Value, $"After line {line.Sequence} there are {available} msat.");
        }
    }

    private static bool IsOnChain(long order) => order % 2 == 0;

    private static Msat AmountOf(long order) => Msat.FromSats(1 + (order / 2 % AmountSatsMax));

    private static Msat FeeMaxOf(long order) => new(order / 7 % 20_000);

    private static long CostOf(long order) => (AmountOf(order) + FeeMaxOf(order)).Value;

    private sealed record Race(long BalanceSats, long CreditSats, int LostEvery, long[] Orders);
}
