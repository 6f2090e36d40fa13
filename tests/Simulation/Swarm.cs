using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Simulation;

/// <summary>
/// One seed's life: merchants, processes, customers and troubles, all drawn. First everything goes wrong at once and
/// nothing may become false; then the weather clears, and everything must become done.
/// </summary>
internal static class Swarm
{
    // Per thousand: invoices so short that they expire within the storm.
    private const int BriefInvoices = 300;

    private static readonly TimeSpan Storm = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CustomersCome = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan BeforeTheNode = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan MerchantsRecover = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan HeldMax = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(4);

    // Until something that one process left behind is surely found by another.
    private static readonly TimeSpan CalmMin = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan CalmMax = TimeSpan.FromMinutes(15);

    /// <summary>Lives a seed's life, audited.</summary>
    /// <exception cref="WorldFailedException">It failed.</exception>
    public static World Play(ulong seed, bool keepsHistory = false) => Play(seed, Options.Of(seed), keepsHistory);

    /// <summary>Lives a life with given options.</summary>
    /// <exception cref="WorldFailedException">It failed.</exception>
    public static World Play(ulong seed, Options options, bool keepsHistory) =>
        Stage.Play(seed, world => Live(world, options), keepsHistory, Days.StartOf(options));

    private static async Task Live(World world, Options options)
    {
        // What one merchant has to read of another's invoice is signed.
        world.Node.IsSigning = options[Option.Signed] == 1 || Neighbours.CountOf(options) > 0;
        var (dice, shops, borrowers) = (world.Dice, await Open(world, options), new Borrowers(world, options));
        shops = [.. shops, .. await borrowers.Open(shops)];
        world.Node.Linger = TimeSpan.FromSeconds(options[Option.Linger]);
        world.Tables.PageMax = options[Option.PageMax];
        var isRelayed = options[Option.NoRelay] != 1;
        world.RestartAfter = TimeSpan.FromSeconds(options[Option.RestartSeconds]);
        for (var i = 0; i < options[Option.Processes]; i++)
        {
            world.StartProcess(isRelayed ? Roles.All : Roles.Queues | Roles.Timers);
        }

        world.Weather = WeatherOf(options);
        var customers = Enumerable.Range(0, options[Option.Customers])
            .Select(_ => Buy(world, dice.Pick(shops), options))
            .Concat(Payers.Begin(world, shops, options))
            .Concat(Neighbours.Begin(world, shops, options))
            .Concat(ChainUsers.Begin(world, shops, options))
            .Concat(Requesters.Begin(world, shops, options))
            .Concat(Clerks.Begin(world, options))
            .Concat(Days.Begin(world, shops, options))
            .Concat(borrowers.Begin())
            .Append(ComeTogether(world, shops, options)).ToList();
        await Task.WhenAll([.. Troubles.Of(options).Select(trouble => Meet(world, trouble)), world.Wait(Storm)]);
        world.MustBeSound();

        world.History.Add("world", "the storm is over; from here on nothing goes wrong but at merchants' servers");
        world.Weather = new Weather { CallbacksFail = options[Option.CallbacksFail] };
        world.CalmSince = world.Scheduler.Now;
        Shrink(world);
        world.RestartAfter = TimeSpan.FromSeconds(1);
        await Task.WhenAll(
            [.. customers, ResendInCalm(world, options), Watch(world, MerchantsRecover, MerchantsRecover)]);
        if (!isRelayed)
        {
            world.StartProcess(Roles.Relay);
        }

        world.Weather = Weather.Fine;
        await Clerks.End(world);
        await Watch(world, CalmMin, CalmMax);
        await Payers.End(world);
        await ChainUsers.End(world);
        await Days.End(world, options);
        await borrowers.End();
        await world.Rest();
        Ends.Count(world);
        world.MustBeInOrder();
    }

    private static async Task<IReadOnlyList<Shop>> Open(World world, Options options)
    {
        var (dice, shops) = (world.Dice, new List<Shop>());
        for (var i = 0; i < options[Option.Shops]; i++)
        {
            var beside = shops.Count > 0 && dice.PerMille(options[Option.Siblings]) ? shops[^1] : null;
            shops.Add(await world.OpenShop(dice.Between(0, 300), options[Option.Endpoints], beside));
        }

        await Days.Bill(world, shops, options);
        await Payers.Fund(world, shops, options);
        await ChainUsers.Fund(world, shops, options);
        await Clerks.Register(world, shops, options);
        return shops;
    }

    // With the load goes every process but one, whatever it is doing: as a host does it that counts its instances.
    private static void Shrink(World world)
    {
        world.RestartAfter = null;
        foreach (var surplus in world.Processes.Where(process => process.IsAlive).Skip(1).ToList())
        {
            surplus.Crash();
        }
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
        var seconds = dice.PerMille(BriefInvoices) ? dice.Between(60, 360) : dice.Between(360, 900);
        var invoice = await world.Deposit(
            shop, dice.PerMille(100) ? 0 : dice.Between(1, 1_000_000), TimeSpan.FromSeconds(seconds));
        if (dice.PerMille(50))
        {
            await WrongOrders.AskAgain(world, invoice);
        }

        await world.Wait(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        await (dice.PerMille(options[Option.OddPayers]) ? PayOddly(world, invoice) : Pay(world, invoice));
    }

    // Everything of one wallet at one instant: commands that queue up behind each other and are committed together.
    private static async Task ComeTogether(World world, IReadOnlyList<Shop> shops, Options options)
    {
        var (dice, shop) = (world.Dice, world.Dice.Pick(shops));
        await world.Wait(dice.Between(TimeSpan.Zero, CustomersCome));
        var invoices = await Task.WhenAll(
            Enumerable.Range(0, options[Option.Crowd]).Select(_ => world.Deposit(shop, dice.Between(1, 1_000))));
        await world.Wait(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        var isLate = dice.PerMille(500);
        foreach (var invoice in invoices)
        {
            if (isLate)
            {
                ComeAsItExpires(world, invoice);
            }
            else
            {
                await Pay(world, invoice);
            }
        }
    }

    private static async Task ResendInCalm(World world, Options options)
    {
        await world.Wait(world.Dice.Between(TimeSpan.FromMinutes(1), MerchantsRecover));
        if (options[Option.Resends] > 0)
        {
            await Troubles.Resend(world);
        }
    }

    // What stays undone although nothing is in its way. Where nothing is open any more, nothing is left to see.
    private static async Task Watch(World world, TimeSpan least, TimeSpan most)
    {
        var begun = world.Scheduler.Now;
        while (world.Scheduler.Now < begun + least || (world.Scheduler.Now < begun + most && Ends.IsAnyOpen(world)))
        {
            await world.Wait(TimeSpan.FromMinutes(1));
            foreach (var overdue in PaymentAudit.Overdue(world, world.CalmSince!.Value)
                .Concat(InvoiceAudit.Overdue(world, world.CalmSince!.Value))
                .Concat(MoneyAudit.Overdue(world, world.CalmSince!.Value))
                .Concat(ChainAudit.Overdue(world, world.CalmSince!.Value))
                .Concat(ReceiveAudit.Overdue(world, world.CalmSince!.Value)))
            {
                world.Find(overdue);
            }
        }
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
                await world.Wait(world.Dice.Between(TimeSpan.FromSeconds(1), HeldMax));
                world.Node.SettleHeld(invoice.Hash, asked);
                break;
            case 5:
                ComeAsItExpires(world, invoice);
                break;
            case 4 when world.Node.Find(invoice.Hash) is not null:
                // The node forgot that it had cancelled: money comes when nobody waits for it any more.
                world.Tally.Count("payers: came too late");
                var end = invoice.ExpiresAt + world.Dice.Between(TimeSpan.Zero, LateBy);
                await world.Wait(end > world.Scheduler.Now ? end - world.Scheduler.Now : TimeSpan.Zero);
                world.Node.SettleLate(invoice.Hash, asked);
                break;
        }
    }

    // Just while Reconcile takes the invoice to its end: the money comes before the node cancels, or the node has
    // cancelled and settles all the same.
    private static void ComeAsItExpires(World world, Invoice invoice)
    {
        var (asked, isBefore) = (invoice.Amount ?? Msat.FromSats(1), world.Dice.PerMille(500));
        var after = world.Dice.Between(TimeSpan.Zero, isBefore ? BeforeTheNode : Moment);
        world.Node.WhenLookedUp[invoice.Hash] = () => world.Scheduler.After(after, () =>
        {
            world.Tally.Count("payers: came as it expired");
            if (!world.Node.Pay(invoice.Hash, asked))
            {
                world.Node.SettleLate(invoice.Hash, asked);
            }
        });
    }

    /// <summary>How badly the world of a life behaves.</summary>
    public static Weather WeatherOf(Options options) => new()
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
        PublicationsRefused = options[Option.PublicationsRefused],
        PublicationsLate = options[Option.PublicationsLate],
    };
}
