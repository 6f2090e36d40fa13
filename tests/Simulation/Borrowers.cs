using Fulgurite.Bitcoin;
using Fulgurite.Cycles;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Simulation;

/// <summary>
/// Merchants whose wallets hang under a line of credit that is billed: the storm goes over the end of a cycle, more
/// cycles go by afterwards, and bills are paid in every way there is, or not at all.
/// </summary>
internal sealed class Borrowers
{
    private static readonly TimeSpan StormAndBills = TimeSpan.FromMinutes(11);
    private static readonly TimeSpan RoundTakes = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan TheyCome = TimeSpan.FromMinutes(7);
    private static readonly TimeSpan BeforeTheEnd = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Noticed = TimeSpan.FromMinutes(6);

    // Days that not every month has, ends of years, and ordinary ones.
    private static readonly DateOnly[] Anchors =
    [
        new(2026, 1, 1), new(2025, 12, 29), new(2027, 12, 30), new(2027, 12, 31), new(2028, 2, 29),
        new(2026, 1, 15), new(2027, 10, 31), new(2026, 10, 30),
    ];

    private readonly World world;
    private readonly Options options;
    private readonly HashSet<string> dealtWith = [];
    private IReadOnlyList<Shop> shops = [];

    /// <summary>Of a life; in most there are none.</summary>
    public Borrowers(World world, Options options) => (this.world, this.options) = (world, options);

    /// <summary>Whether there are any.</summary>
    public static bool AreThere(Options options) => options[Option.Lines] is >= 1 and <= 5;

    /// <summary>When the first cycle ends, in lives that have some; null in the others.</summary>
    public static DateTimeOffset? FirstEndOf(Options options)
    {
        if (!AreThere(options))
        {
            return null;
        }

        var schedule = ScheduleOf(options).ToString();
        var anchor = new DateTimeOffset(Anchors[options[Option.Anchor]], TimeOnly.MinValue, TimeSpan.Zero);
        return Calendar.EndOf(schedule, Calendar.EndOf(schedule, anchor));
    }

    /// <summary>Their line, and the wallets under it.</summary>
    public async Task<IReadOnlyList<Shop>> Open(IReadOnlyList<Shop> others)
    {
        if (!AreThere(options))
        {
            return [];
        }

        var (dice, first) = (world.Dice, world.Dice.Pick(others));
        var fee = dice.PerMille(500) ? 0 : dice.PerMille(500) ? 1_000_000 : dice.Between(1, 50_000_000);
        var terms = new BillingTerms(
            new Msat(fee), new BasisPoints(dice.Between(0, 200)), new BasisPoints(dice.Between(0, 200)))
        {
            PaymentTermDays = dice.Between(0, 20),
            GraceDays = dice.Between(0, 8),
        };
        var line = await world.OpenLine(first, Msat.FromSats(10_000_000), terms, ScheduleOf(options));
        var opened = new List<Shop>();
        for (var wallets = options[Option.LineWallets]; wallets > 0; wallets--)
        {
            opened.Add(await world.OpenUnder(first, line, Msat.FromSats(dice.Between(1, 30_000))));
        }

        // More than one page of wallets; in these, nothing moves.
        for (var empty = options[Option.EmptyWallets] == 1 ? 33 : 0; empty > 0; empty--)
        {
            await world.OpenUnder(first, line, Msat.Zero);
        }

        return shops = opened;
    }

    /// <summary>They pay, are paid, and pay their bills while everything goes wrong.</summary>
    public IEnumerable<Task> Begin() => AreThere(options) ? [.. Move(TheyCome), PayBills(StormAndBills)] : [];

    /// <summary>More cycles go by.</summary>
    public async Task End()
    {
        for (var cycle = 0; AreThere(options) && cycle < options[Option.Cycles]; cycle++)
        {
            await world.Rest();
            await GoOn();
        }

        await (AreThere(options) ? world.Wait(Noticed) : Task.CompletedTask);
    }

    private static BillingSchedule ScheduleOf(Options options) =>
        new(Enum.GetValues<BillingFrequency>()[options[Option.Lines] - 1], Anchors[options[Option.Anchor]]);

    // To just before the end of the cycle, or to long after it: then the timer is late by days, or by cycles.
    private async Task GoOn()
    {
        var (dice, schedule) = (world.Dice, ScheduleOf(options).ToString());
        DateTimeOffset end = Calendar.EndOf(schedule, world.Scheduler.Now);
        var isLate = dice.PerMille(400);
        await world.Jump(isLate
            ? end + dice.Between(TimeSpan.Zero, dice.PerMille(500) ? TimeSpan.FromDays(5) : TimeSpan.FromDays(70))
            : end - BeforeTheEnd);
        world.Tally.Count(isLate ? "bills: the timer is late" : "bills: the timer is in time");
        if (dice.PerMille(500))
        {
            world.CalmSince = null;
            world.Weather = Swarm.WeatherOf(options);
        }

        List<Task> moving = [.. Move(TheyCome), PayBills(RoundTakes)];
        await world.Wait(RoundTakes);
        world.Weather = Weather.Fine;
        world.CalmSince = world.Scheduler.Now;
        await Task.WhenAll(moving);
        await Clerks.End(world);
        await world.Wait(Noticed);
        await Payers.End(world);
        await ChainUsers.End(world);
    }

    private IEnumerable<Task> Move(TimeSpan within) => shops.Where(_ => world.Dice.PerMille(700))
        .Select(shop => Payers.Pay(world, shop, options, within))
        .Concat(shops.Select(shop => Receive(shop, within)));

    private async Task Receive(Shop shop, TimeSpan within)
    {
        var dice = world.Dice;
        if (dice.PerMille(400))
        {
            await world.Wait(dice.Between(TimeSpan.Zero, within));
            var invoice = await world.Deposit(shop, dice.Between(1, 20_000));
            await world.Wait(dice.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1)));
            world.Node.Pay(invoice.Hash, invoice.Amount!.Value);
        }
    }

    private async Task PayBills(TimeSpan within)
    {
        var (dice, end) = (world.Dice, world.Scheduler.Now + within);
        while (world.Scheduler.Now < end)
        {
            await world.Wait(dice.Between(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60)));
            foreach (var bill in Owed().Where(bill => dealtWith.Add(bill.Text("id"))))
            {
                Pay(bill, dice.PerMille(options[Option.OddBills]) ? dice.Between(1, 7) : 0);
            }
        }
    }

    private IEnumerable<StoredRow> Owed() => world.Books.Keys
        .SelectMany(line => world.Tables.Witness.Partition("bills", line).Values)
        .Where(row => row.Is("bill") && row.Text("status") == "PaymentDue" && row.Text("payment_request").Length > 0)
        .ToList();

    private void Pay(StoredRow bill, int manner)
    {
        var (dice, due) = (world.Dice, new Msat(-BillSteps.NetMsat(bill)));
        var some = new Msat(dice.Between(1, (int)Math.Min(due.Value, 1_000_000_000)));
        var whole = Msat.FromSats(due.ToSatsRoundedUp());
        world.Tally.Count($"bills: paid {Manners[manner]}");
        switch (manner)
        {
            case 0:
                ByLightning(bill, Msat.Zero);
                break;
            case 1:
                ByLightning(bill, some);
                break;
            case 2:
                OnChain(bill, whole);
                break;
            case 3:
                OnChain(bill, some);
                break;
            case 4:
                OnChain(bill, some);
                dealtWith.Remove(dice.PerMille(500) ? bill.Text("id") : "");
                break;
            case 5:
                OnChain(bill, whole + some);
                break;
            case 6:
                OnChain(bill, some);
                ByLightning(bill, Msat.Zero);
                break;
            case 7:
                dealtWith.Remove(dice.PerMille(700) ? bill.Text("id") : "");
                break;
        }
    }

    private static readonly string[] Manners =
    [
        "as asked", "too much", "on chain", "in part", "in parts", "on chain and too much", "twice", "later or never",
    ];

    private void ByLightning(StoredRow bill, Msat extra)
    {
        var request = bill.Text("payment_request");
        var row = world.Tables.Witness.Partition("wallets", world.Books[bill.Partition].Wallet.ToString()).Values
            .First(row => row.Is("invoice") && row.Text("payment_request") == request);
        PaymentHash.TryParse(row.Text("payment_hash"), out var hash);
        world.Node.Pay(hash, new Msat(row.Integer("amount_msat")) + extra);
    }

    // Where there is no wallet on the chain, nobody can.
    private void OnChain(StoredRow bill, Msat amount)
    {
        if (BitcoinAddress.TryParse(bill.Text("address"), BitcoinNetwork.Regtest, out var address, out _))
        {
            world.Chain.Pay((address, Msat.FromSats(amount.ToSatsRoundedUp())));
        }
    }
}
