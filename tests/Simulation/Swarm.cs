using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Simulation;

/// <summary>
/// One seed's life: merchants, processes, customers and troubles, all drawn. First everything goes wrong at once and
/// nothing may become false; then the weather clears, and everything must become done.
/// </summary>
internal static class Swarm
{
    private static readonly TimeSpan Storm = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan CustomersCome = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan MerchantsRecover = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(20);

    /// <summary>Lives a seed's life, audited.</summary>
    /// <exception cref="WorldFailedException">It failed.</exception>
    public static World Play(ulong seed, bool keepsHistory = false) => Play(seed, Options.Of(seed), keepsHistory);

    /// <summary>Lives a life with given options.</summary>
    /// <exception cref="WorldFailedException">It failed.</exception>
    public static World Play(ulong seed, Options options, bool keepsHistory) =>
        Stage.Play(seed, world => Live(world, options), keepsHistory);

    private static async Task Live(World world, Options options)
    {
        var (dice, shops) = (world.Dice, new List<Shop>());
        for (var i = 0; i < options[Option.Shops]; i++)
        {
            shops.Add(await world.OpenShop(dice.Between(0, 300), options[Option.Endpoints]));
        }

        await Payers.Fund(world, shops, options);

        world.Node.IsSigning = options[Option.Signed] == 1;
        var isRelayed = options[Option.NoRelay] != 1;
        world.RestartAfter = TimeSpan.FromSeconds(options[Option.RestartSeconds]);
        for (var i = 0; i < options[Option.Processes]; i++)
        {
            world.StartProcess(isRelayed ? Roles.All : Roles.Queues | Roles.Timers);
        }

        world.Weather = WeatherOf(options);
        var customers = Enumerable.Range(0, options[Option.Customers])
            .Select(_ => Buy(world, dice.Pick(shops), options))
            .Concat(Payers.Begin(world, shops, options)).ToList();
        await Task.WhenAll([.. Troubles.Of(options).Select(trouble => Meet(world, trouble)), world.Wait(Storm)]);
        world.MustBeSound();

        world.History.Add("world", "the storm is over; from here on nothing goes wrong but at merchants' servers");
        world.Weather = new Weather { CallbacksFail = options[Option.CallbacksFail] };
        world.CalmSince = world.Scheduler.Now;
        world.RestartAfter = TimeSpan.FromSeconds(1);
        if (!isRelayed)
        {
            world.StartProcess(Roles.Relay);
        }

        await Task.WhenAll([.. customers, world.Wait(MerchantsRecover)]);
        world.Weather = Weather.Fine;
        await world.Wait(TimeSpan.FromMinutes(15));
        await Payers.End(world);
        await world.Rest();
        Ends.Count(world);
        world.MustBeInOrder();
    }

    private static async Task Meet(World world, Func<World, Task> trouble)
    {
        await world.Wait(world.Dice.Between(TimeSpan.FromSeconds(1), Storm - TimeSpan.FromMinutes(2)));
        await trouble(world);
    }

    private static async Task Buy(World world, Shop shop, Options options)
    {
        var dice = world.Dice;
        await world.Wait(dice.Between(TimeSpan.Zero, CustomersCome));
        var invoice = await world.Deposit(shop, dice.PerMille(100) ? 0 : dice.Between(1, 1_000_000));
        await world.Wait(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        await (dice.PerMille(options[Option.OddPayers]) ? PayOddly(world, invoice) : Pay(world, invoice));
    }

    private static Task Pay(World world, Invoice invoice)
    {
        world.Node.Pay(invoice.Hash, invoice.Amount ?? new Msat(world.Dice.Between(1, 2_000_000_000)));
        return Task.CompletedTask;
    }

    private static async Task PayOddly(World world, Invoice invoice)
    {
        var asked = invoice.Amount ?? Msat.FromSats(1);
        switch (world.Dice.Below(6))
        {
            case 0:
                world.Tally.Count("payers: never came");
                break;
            case 1:
                world.Tally.Count("payers: paid too much");
                var atMost = (int)Math.Min(asked.Value, 1_000_000_000);
                world.Node.Pay(invoice.Hash, asked + new Msat(world.Dice.Between(1, atMost)));
                break;
            case 2 or 3 when world.Node.Hold(invoice.Hash):
                world.Tally.Count("payers: HTLC held");
                await world.Wait(world.Dice.Between(TimeSpan.FromSeconds(1), LateBy));
                world.Node.SettleHeld(invoice.Hash, asked);
                break;
            case 5 when world.Node.Find(invoice.Hash) is not null:
                // The node cancels, and settles all the same, just while Reconcile takes the invoice to its end.
                world.Tally.Count("payers: came as it expired");
                await world.Wait(NoticedAt(invoice) + world.Dice.Between(-Moment, Moment) - world.Scheduler.Now);
                world.Node.SettleLate(invoice.Hash, asked);
                break;
            case 4 when world.Node.Find(invoice.Hash) is not null:
                // The node forgot that it had cancelled: money comes when nobody waits for it any more.
                world.Tally.Count("payers: came too late");
                await world.Wait(LateBy);
                world.Node.SettleLate(invoice.Hash, asked);
                break;
        }
    }

    // The minute in which Reconcile looks at an invoice whose time is over.
    private static DateTimeOffset NoticedAt(Invoice invoice)
    {
        var noticed = invoice.ExpiresAt + TimeSpan.FromSeconds(90);
        return noticed.AddTicks(-(noticed.Ticks % TimeSpan.TicksPerMinute));
    }

    private static Weather WeatherOf(Options options) => new()
    {
        TablesThrottle = options[Option.Throttle],
        CommitsLostBefore = options[Option.LostBefore],
        CommitsLostAfter = options[Option.LostAfter],
        CommitsLate = options[Option.Late],
        HeadsTouched = options[Option.HeadsTouched],
        SendsUncertain = options[Option.SendsUncertain],
        MessagesTwice = options[Option.Twice],
        MessagesLate = options[Option.MessagesLate],
        MessagesLost = options[Option.MessagesLost],
        LocksLost = options[Option.LocksLost],
        NodeUncertain = options[Option.NodeUncertain],
        PaymentRequestsLate = options[Option.RequestsLate],
        PaymentRequestsRefused = options[Option.RequestsRefused],
        SettlementsTwice = options[Option.SettlementsTwice],
        CallsSlow = options[Option.Slow],
        CrashesAtCalls = options[Option.CrashesAtCalls],
        CallbacksFail = options[Option.CallbacksFail],
        ReadsBroken = options[Option.ReadsBroken],
        PagesShort = options[Option.PagesShort],
    };
}
