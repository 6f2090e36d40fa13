using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>Wallets that are in cycles of a day, in lives whose storm goes over midnight; none in the others.</summary>
internal static class Days
{
    private static readonly DateTimeOffset AnyMidnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan BeforeMidnight = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(4);

    /// <summary>When such a life begins; null for the others.</summary>
    public static DateTimeOffset? StartOf(Options options) =>
        options[Option.Billed] == 1 || Borrowers.AreThere(options) ? MidnightOf(options) - BeforeMidnight : null;

    /// <summary>Begins the billing of every wallet.</summary>
    public static async Task Bill(World world, IReadOnlyList<Shop> shops, Options options)
    {
        foreach (var shop in shops.Where(_ => options[Option.Billed] == 1))
        {
            await world.Bill(shop);
        }
    }

    /// <summary>Whoever closes the day of a wallet, some of them twice, while everything goes on.</summary>
    public static IEnumerable<Task> Begin(World world, IReadOnlyList<Shop> shops, Options options) =>
        options[Option.Billed] == 1 ? shops.Select(shop => Close(world, shop, MidnightOf(options))) : [];

    /// <summary>Has every wallet leave the day, whatever came of it in the storm: the rows are audited.</summary>
    public static async Task End(World world, Options options)
    {
        var midnight = MidnightOf(options);
        foreach (var shop in world.Shops.Where(shop => world.Billed.Contains(shop.Wallet.ToString())))
        {
            var opening = await world.Insist(async engine =>
                (await engine.Billing.Roll.Execute(shop.Wallet, midnight, CancellationToken.None))!);
            world.Expect(opening.At == midnight, $"wallet {shop.Wallet} keeps how its day began");
        }
    }

    private static DateTimeOffset MidnightOf(Options options) => Borrowers.FirstEndOf(options) ?? AnyMidnight;

    private static async Task Close(World world, Shop shop, DateTimeOffset midnight)
    {
        var (dice, at) = (world.Dice, world.Dice.Between(BeforeMidnight, BeforeMidnight + AfterMidnight));
        await world.Wait(at);
        for (var times = dice.Between(1, 3); times > 0; times--)
        {
            if (world.Processes.Where(process => process.IsAlive).ToList() is not { Count: > 0 } alive)
            {
                return;
            }

            var answer = await dice.Pick(alive).Ask(async engine =>
                (await engine.Billing.Roll.Execute(shop.Wallet, midnight, CancellationToken.None))!);
            world.Tally.Count(answer.Value is null ? "cycles: not answered" : "cycles: left by hand in the storm");
        }
    }
}
