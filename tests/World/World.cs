using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Fulgurite.App;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Money;
using Fulgurite.Worlds.Audit;
using Fulgurite.Worlds.Blocks;
using Fulgurite.Worlds.Webhooks;

namespace Fulgurite.Worlds;

/// <summary>
/// Everything that the product meets, from one seed, on one thread, in simulated time: tables, bus, node, merchants'
/// servers, and the processes of the product itself, which start and crash.
/// </summary>
internal sealed class World
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The process that sets the scene.</summary>
    public const string Operator = "operator";

    private readonly Process operators;
    private readonly List<string> findings = [];

    /// <summary>Creates an empty one; nothing of the product runs yet.</summary>
    public World(ulong seed, bool keepsHistory = true, DateTimeOffset? start = null)
    {
        Seed = seed;
        Dice = new Dice(seed);
        Scheduler = new Scheduler(new Dice(~seed), start ?? Start);
        Clock = new WorldClock(Scheduler);
        History = new History(Scheduler, keepsHistory);
        Tables = new WorldTables(new Witness(this));
        Bus = new WorldBus(this);
        Node = new WorldNode(this);
        Payments = new WorldPayments(this);
        Sends = new WorldSends(this);
        Chain = new WorldChain(this);
        ChainOrders = new ChainOrders(this);
        Requests = new WorldRequests(this);
        Webhooks = new WorldWebhooks(this);
        Dice.Fill(MasterKey);
        Schemes = WorldSchemes.Of(MasterKey);
        operators = new Process(this, Operator, Roles.None, isSheltered: true);
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

    /// <summary>How often it did.</summary>
    public Tally Tally { get; } = new();

    /// <summary>What the product stores.</summary>
    public WorldTables Tables { get; }

    /// <summary>True while the store serves nobody.</summary>
    public bool AreTablesDown { get; set; }

    /// <summary>The queues.</summary>
    public WorldBus Bus { get; }

    /// <summary>The Lightning node.</summary>
    public WorldNode Node { get; }

    /// <summary>What the node pays, and whom.</summary>
    public WorldPayments Payments { get; }

    /// <summary>What merchants order to be paid.</summary>
    public WorldSends Sends { get; }

    /// <summary>The chain, and the node's wallet there; a deployment may have none.</summary>
    public WorldChain Chain { get; }

    /// <summary>The webhooks of merchants.</summary>
    public WorldWebhooks Webhooks { get; }

    /// <summary>How endpoints are told, by the names of the schemes.</summary>
    public IReadOnlyDictionary<string, CallbackScheme> Schemes { get; }

    /// <summary>What merchants ask of the chain.</summary>
    public ChainOrders ChainOrders { get; }

    /// <summary>What merchants ask to be paid there.</summary>
    public WorldRequests Requests { get; }

    /// <summary>Since when nothing goes wrong any more; null while it may.</summary>
    public DateTimeOffset? CalmSince { get; set; }

    /// <summary>The merchants' servers, by host.</summary>
    public Dictionary<string, Merchant> Merchants { get; } = [];

    /// <summary>The merchants.</summary>
    public List<Shop> Shops { get; } = [];

    /// <summary>Every process that was ever started, the operator's apart.</summary>
    public List<Process> Processes { get; } = [];

    /// <summary>How far wallets may go below zero, msat; those that are not in it, not at all.</summary>
    public Dictionary<string, long> Credit { get; } = [];

    /// <summary>The operator's book of each line of credit that is billed, by the line.</summary>
    public Dictionary<string, Shop> Books { get; } = [];

    /// <summary>The wallets that are billed, every day at midnight.</summary>
    public HashSet<string> Billed { get; } = [];

    /// <summary>What merchants asked for, in order.</summary>
    public List<NewInvoice> Orders { get; } = [];

    /// <summary>The invoices that merchants were given.</summary>
    public List<Invoice> HandedOut { get; } = [];

    /// <summary>Invoices that merchants wanted to withdraw.</summary>
    public HashSet<string> Withdrawn { get; } = [];

    /// <summary>What goes wrong by itself at present.</summary>
    public Weather Weather { get; set; } = Weather.Fine;

    /// <summary>How long after a crash a process takes its place; null leaves it empty.</summary>
    public TimeSpan? RestartAfter { get; set; }

    /// <summary>The deployment's secret.</summary>
    public byte[] MasterKey { get; } = new byte[32];

    /// <summary>Starts a process.</summary>
    /// <param name="roles">What it is there for.</param>
    /// <param name="paying">The node that its settings name; null for the world's own.</param>
    public Process StartProcess(Roles roles = Roles.All, WorldPayments? paying = null)
    {
        var process = new Process(this, $"app-{Processes.Count + 1}", roles, paying: paying);
        Processes.Add(process);
        History.Add(process.Name, $"starts, for {roles}");
        Tally.Count("processes");
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
    /// <param name="feeBasisPoints">What the operator keeps.</param>
    /// <param name="endpoints">How many servers of its own are told, each by a scheme of its own.</param>
    /// <param name="beside">Whose environment, keys and servers it shares; null for some of its own.</param>
    public async Task<Shop> OpenShop(int feeBasisPoints = 80, int endpoints = 1, Shop? beside = null)
    {
        if (beside is not null)
        {
            return await OpenBeside(beside);
        }

        var number = Shops.Count + 1;
        var servers = WorldSchemes.OfAddresses.Keys.Take(endpoints).Select((scheme, i) => new Merchant(
            scheme, new Uri($"https://shop-{number}{(i == 0 ? "" : $"-{scheme}")}.example/callbacks"))).ToList();
        servers.ForEach(server => Merchants.Add(server.Url.Host, server));
        var stored = await operators.Ask(async engine =>
        {
            var invented = engine.Provision.Invent($"shop-{number}", new BasisPoints(feeBasisPoints));
            await engine.Provision.Store(invented, CancellationToken.None);
            foreach (var server in servers)
            {
                await engine.SetCallbackUrl.Execute(
                    invented.Environment, server.Scheme, invented.ProcessingKey, server.Url, CancellationToken.None);
            }

            return invented;
        });
        var merchant = stored.Value!;
        var shop = new Shop(merchant.Environment, merchant.Wallet, feeBasisPoints, servers)
        {
            ProcessingSecret = merchant.ProcessingSecret.Reveal(),
        };
        Shops.Add(shop);
        return shop;
    }

    // Another wallet of the same environment.
    private async Task<Shop> OpenBeside(Shop first)
    {
        var stored = await operators.Ask(async engine =>
        {
            var environment = await engine.Registry.FindEnvironment(first.Environment, CancellationToken.None);
            var invented = engine.Provision.Invent(environment!.Name, environment.DepositFee) with
            {
                Organization = environment.Organization,
                Environment = first.Environment,
            };
            await engine.Provision.Store(invented, CancellationToken.None);
            return invented;
        });
        var shop = first with { Wallet = stored.Value!.Wallet };
        Shops.Add(shop);
        return shop;
    }

    /// <summary>Puts money into a wallet without any trouble: a deposit that is paid and credited at once.</summary>
    public async Task Fund(Shop shop, long satoshis)
    {
        var invoice = (await Request(operators, Order(shop, satoshis))).Value!.Invoice!;
        var settlement = Settlement.Of(Node.Info.Id, Node.Settle(invoice.Hash, invoice.Amount!.Value));
        await operators.Ask(async engine =>
            (await engine.SettleInvoice.Execute(settlement, CancellationToken.None)).ToString());
    }

    /// <summary>One request for a deposit, to one process.</summary>
    public async Task<Answer<CreateInvoiceOutcome>> Request(Process process, NewInvoice asked)
    {
        var answer = await process.Ask(engine => engine.CreateInvoice.Execute(asked, CancellationToken.None));
        if (answer.Value?.Invoice is { } invoice && HandedOut.All(known => known.Id != invoice.Id))
        {
            HandedOut.Add(invoice);
            var kept = Tables.Witness.Row("wallets", invoice.Wallet.ToString(), $"invoice|{invoice.Id}");
            if (kept?.Text("payment_request") != invoice.PaymentRequest || kept.Integer("serial") != invoice.Serial)
            {
                Find($"invoice {invoice.Id} was handed out before it was stored, or is not what is stored");
            }

            Tally.Count("deposits");
        }

        return answer;
    }

    /// <summary>What a shop asks for: an amount, for fifteen minutes if not said, under an id of its own.</summary>
    public NewInvoice Order(Shop shop, long satoshis, TimeSpan? expiry = null)
    {
        var order = new NewInvoice(
            shop.Environment,
            shop.Wallet,
            satoshis == 0 ? null : Msat.FromSats(satoshis),
            "",
            expiry ?? TimeSpan.FromMinutes(15),
            $"order-{Orders.Count + 1}",
            Orders.Count % 2 == 0 ? null : $"customer-{Orders.Count}",
            new InvoiceId(Dice.NextUuid()));
        Orders.Add(order);
        return order;
    }

    /// <summary>A shop's request, repeated under the same id until some process answers it.</summary>
    public async Task<Invoice> Deposit(Shop shop, long satoshis, TimeSpan? expiry = null)
    {
        var order = Order(shop, satoshis, expiry);
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

    /// <summary>
    /// Lets the product finish: until no message is held and no callback is due, then what Reconcile needs, and again.
    /// </summary>
    public async Task Rest()
    {
        var end = Scheduler.Now + TimeSpan.FromDays(2);
        for (var calm = 0; calm < 5; calm = Bus.Held == 0 && !IsAnyDue ? calm + 1 : 0)
        {
            Expect(Scheduler.Now < end, $"two days are enough for every message: {Bus.Oldest}");
            await Wait(TimeSpan.FromMinutes(1));
        }
    }

    // The message of a callback may be lost: then only the mark of its time knows of it, until Reconcile finds it.
    private bool IsAnyDue => Shops.Exists(shop =>
        Tables.Witness.Partition("wallets", shop.Wallet.ToString()).Values.Any(row => row.Is("due")));

    /// <summary>Reads through a process without troubles.</summary>
    public async Task<T> Look<T>(Func<Engine, Task<T>> look)
        where T : class => (await operators.Ask(look)).Value ?? throw Failure("the operator's own process answers");

    /// <summary>Has something done by a process without troubles of its own, again while storage is away.</summary>
    public async Task<T> Insist<T>(Func<Engine, Task<T>> change)
        where T : class
    {
        while (true)
        {
            if ((await operators.Ask(change)).Value is { } done)
            {
                return done;
            }

            await Wait(RetryAfter);
        }
    }

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
            throw Failure(what);
        }
    }

    /// <summary>The same, in words that are put together only then.</summary>
    public void Expect(
        [DoesNotReturnIf(false)] bool isSo, [InterpolatedStringHandlerArgument(nameof(isSo))] Complaint what) =>
        Expect(isSo, isSo ? "" : what.ToText());

    /// <summary>Something is not so; the world ends when the present thing has happened.</summary>
    public void Find(string what) => findings.Add(what);

    /// <summary>Whether a fault that strikes so many times in a thousand strikes now; counted under its name.</summary>
    public bool Strikes(int timesInThousand, [CallerArgumentExpression(nameof(timesInThousand))] string fault = "")
    {
        var strikes = Dice.Sometimes(timesInThousand);
        if (strikes)
        {
            Tally.Count($"fault: {fault[(fault.LastIndexOf('.') + 1)..]}");
        }

        return strikes;
    }

    /// <summary>Things that were expected and were not so, in parts of the world where nobody was waiting.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>A failure that carries everything that tells how it came about.</summary>
    public WorldFailedException Failure(string what, Exception? cause = null) => Failure([what], cause);

    private WorldFailedException Failure(IReadOnlyList<string> problems, Exception? cause = null) =>
        new(this, problems, cause);

    private void MustBeEmpty(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw Failure(problems);
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

        if (alive.Count > 0 && Books.Count > 0)
        {
            Dice.Pick(alive).CloseCycles();
        }

        Scheduler.After(TimeSpan.FromMinutes(1), FireTimer);
    }
}
