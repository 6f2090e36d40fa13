using System.Diagnostics.CodeAnalysis;
using Fulgurite.App;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Worlds;

/// <summary>
/// Everything that the product meets, from one seed, on one thread, in simulated time: tables, bus, node, merchants'
/// servers, and the processes of the product itself, which start and crash.
/// </summary>
internal sealed class World
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Process operators;
    private readonly List<string> findings = [];

    /// <summary>Creates an empty one; nothing of the product runs yet.</summary>
    public World(ulong seed)
    {
        Seed = seed;
        Dice = new Dice(seed);
        Scheduler = new Scheduler(new Dice(~seed), Start);
        Clock = new WorldClock(Scheduler);
        History = new History(Scheduler);
        Bus = new WorldBus(this);
        Node = new WorldNode(this);
        Payments = new WorldPayments(this);
        Dice.Fill(MasterKey);
        operators = new Process(this, "operator", Roles.None, isSheltered: true);
        Scheduler.After(TimeSpan.FromMinutes(1), FireTimer);
    }

    /// <summary>What it all comes from.</summary>
    public ulong Seed { get; }

    /// <summary>Every chance.</summary>
    public Dice Dice { get; }

    /// <summary>What is to happen.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>Its time as the product reads it.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What happened.</summary>
    public History History { get; }

    /// <summary>What the product stores.</summary>
    public WorldTables Tables { get; } = new();

    /// <summary>True while the store serves nobody.</summary>
    public bool AreTablesDown { get; set; }

    /// <summary>The queues.</summary>
    public WorldBus Bus { get; }

    /// <summary>The Lightning node.</summary>
    public WorldNode Node { get; }

    /// <summary>What the node pays, and whom.</summary>
    public WorldPayments Payments { get; }

    /// <summary>The merchants' servers, by host.</summary>
    public Dictionary<string, Merchant> Merchants { get; } = [];

    /// <summary>The merchants.</summary>
    public List<Shop> Shops { get; } = [];

    /// <summary>Every process that was ever started, the operator's apart.</summary>
    public List<Process> Processes { get; } = [];

    /// <summary>The invoices that merchants were given.</summary>
    public List<Invoice> HandedOut { get; } = [];

    /// <summary>What goes wrong by itself at present.</summary>
    public Weather Weather { get; set; } = Weather.Fine;

    /// <summary>How long after a crash a process takes its place; null leaves it empty.</summary>
    public TimeSpan? RestartAfter { get; set; }

    /// <summary>The deployment's secret.</summary>
    public byte[] MasterKey { get; } = new byte[32];

    /// <summary>Starts a process.</summary>
    public Process StartProcess(Roles roles = Roles.All)
    {
        var process = new Process(this, $"app-{Processes.Count + 1}", roles);
        Processes.Add(process);
        History.Add(process.Name, $"starts as {roles}");
        Scheduler.Soon(Bus.DeliverWaiting);
        return process;
    }

    /// <summary>A process has crashed.</summary>
    public void Replace(Process crashed)
    {
        if (RestartAfter is { } wait)
        {
            Scheduler.After(wait, () => StartProcess(crashed.Roles));
        }
    }

    /// <summary>Sets a merchant up, without any trouble.</summary>
    public async Task<Shop> OpenShop(int feeBasisPoints = 80)
    {
        var server = new Merchant(new Uri($"https://shop-{Shops.Count + 1}.example/callbacks"));
        Merchants.Add(server.Url.Host, server);
        var stored = await operators.Ask(async engine =>
        {
            var invented = engine.Provision.Invent(server.Url.Host, new BasisPoints(feeBasisPoints));
            await engine.Provision.Store(invented, CancellationToken.None);
            await engine.SetCallbackUrl.Execute(
                invented.Environment, "alphapo", invented.ProcessingKey, server.Url, CancellationToken.None);
            return invented;
        });
        var shop = new Shop(stored.Value!.Environment, stored.Value.Wallet, feeBasisPoints, server);
        Shops.Add(shop);
        return shop;
    }

    /// <summary>One request for a deposit, to one process.</summary>
    public async Task<Answer<CreateInvoiceOutcome>> Request(Process process, NewInvoice asked)
    {
        var answer = await process.Ask(engine => engine.CreateInvoice.Execute(asked, CancellationToken.None));
        if (answer.Value?.Invoice is { } invoice && HandedOut.All(known => known.Id != invoice.Id))
        {
            HandedOut.Add(invoice);
        }

        return answer;
    }

    /// <summary>What a shop asks for: an amount, for fifteen minutes, under an id of its own.</summary>
    public NewInvoice Order(Shop shop, long satoshis) => new(
        shop.Environment,
        shop.Wallet,
        satoshis == 0 ? null : Msat.FromSats(satoshis),
        "",
        TimeSpan.FromMinutes(15),
        $"order-{HandedOut.Count}",
        null,
        new InvoiceId(Dice.NextUuid()));

    /// <summary>A shop's request, repeated under the same id until some process answers it.</summary>
    public async Task<Invoice> Deposit(Shop shop, long satoshis)
    {
        var order = Order(shop, satoshis);
        while (true)
        {
            var alive = Processes.Where(process => process.IsAlive).ToList();
            if (alive.Count > 0 && (await Request(Dice.Pick(alive), order)).Value?.Invoice is { } invoice)
            {
                return invoice;
            }

            await Wait(RetryAfter);
        }
    }

    /// <summary>Lets time pass.</summary>
    public Task Wait(TimeSpan time) => Task.Delay(time, Clock, CancellationToken.None);

    /// <summary>Lets time pass until something is so, looked at every 100 ms; fails when it takes too long.</summary>
    public async Task Until(Func<bool> isSo, TimeSpan within, string what)
    {
        var end = Scheduler.Now + within;
        while (!isSo())
        {
            Expect(Scheduler.Now < end, $"within {within}: {what}");
            await Wait(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Lets the product finish: until no message is held, then what Reconcile needs, and again.</summary>
    public async Task Rest()
    {
        for (var calm = 0; calm < 5; calm = Bus.Held == 0 ? calm + 1 : 0)
        {
            await Wait(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Reads through a process without troubles.</summary>
    public async Task<T> Look<T>(Func<Engine, Task<T>> look)
        where T : class => (await operators.Ask(look)).Value ?? throw Failure("the operator's own process answers");

    /// <summary>What the auditor finds wrong with a world at rest, and what was found wrong on the way.</summary>
    public void MustBeInOrder() => MustBeEmpty([.. findings, .. Auditor.AtRest(this)]);

    /// <summary>What must be true at every instant.</summary>
    public void MustBeSound() => MustBeEmpty([.. findings, .. Auditor.AtAnyTime(this)]);

    /// <summary>Fails the world when something is not so.</summary>
    public void Expect([DoesNotReturnIf(false)] bool isSo, string what)
    {
        if (!isSo)
        {
            findings.Add(what);
            throw Failure($"Expected: {what}");
        }
    }

    /// <summary>Things that were expected and were not so, in parts of the world where nobody was waiting.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>A failure that says how to see it again.</summary>
    public WorldFailedException Failure(string what, Exception? cause = null) => new(
        $"Seed {Seed}. {what}\nWhat happened to it:\n{History.About(what)}\nThe end:\n{History.Tail(60)}\n"
        + $"All of it: {History.Save(Seed)}",
        cause);

    private void MustBeEmpty(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw Failure($"The auditor found:\n{string.Join('\n', problems.Take(20))}");
        }
    }

    // A singleton in Azure: one instance runs it, and not twice at once, except in the moment after a failover.
    private void FireTimer()
    {
        var alive = Processes.Where(process => process.IsAlive && process.Roles.HasFlag(Roles.Timers)).ToList();
        if (alive.Count > 0 && (alive.All(p => !p.IsReconciling) || Dice.PerMille(100)))
        {
            Dice.Pick(alive).Reconcile();
        }

        Scheduler.After(TimeSpan.FromMinutes(1), FireTimer);
    }
}
