using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Credit;
using Fulgurite.Events;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Sandbox.Network;
using Fulgurite.Storage;
using Fulgurite.Tests.Credit;
using Fulgurite.Tests.Identity;
using Fulgurite.Tests.OnChain;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.ChainRequests;

/// <summary>One wallet, its node and its chain, and an endpoint that is told of everything.</summary>
internal sealed class Requests
{
    private static readonly CancellationToken Forever = CancellationToken.None;

    private readonly PaymentHashIndex hashes;
    private readonly IssueAtNode issue;
    private readonly PublishDeliveries publish;

    private Requests(Chain chain)
    {
        Chain = chain;
        var key = new NodePrivateKey([.. Enumerable.Repeat((byte)1, NodePrivateKey.Length)]);
        Node = new SandboxNode(key, null, new ScriptedRandomness(1), chain.Book.Clock);
        hashes = new PaymentHashIndex(Tables);
        Preimages = new PreimageSource(Samples.MasterKey);
        issue = new IssueAtNode(hashes, Preimages, Nodes, BitcoinNetwork.Regtest);
        publish = new PublishDeliveries(Tables, chain.Bus, new MessageSeal(Samples.MasterKey), chain.Book.Clock);
    }

    public Chain Chain { get; }

    public SandboxNode Node { get; }

    private BackingNodes Nodes => OperatorsNode.Only(Node, Tables, Chain.Book.Clock);

    public PreimageSource Preimages { get; }

    public ITableStore Tables => Chain.Book.Tables;

    public PaymentIds Ids => new(hashes, Preimages);

    public PaymentHash Hash => Preimages.For(Samples.Environment, Samples.InvoiceId.Value).Hash();

    public static async Task<Requests> Open()
    {
        var requests = new Requests(await Chain.Open());
        var registry = requests.Chain.Registry;
        var environment = new MerchantEnvironment(
            Samples.Environment, Samples.Organization, "shop", new BasisPoints(80));
        await registry.Save(
            [
                RowWrite.Put(RegistryRows.EnvironmentOf(Samples.Environment), RegistryRows.ToFields(environment)),
            ],
            Forever);
        await requests.Tables.Commit(
            WalletRows.Table,
            new RowBatch([RowWrite.Insert(WalletProfileRows.ActiveKey(Samples.Wallet), [])]),
            Forever);
        await requests.TellEverything();
        requests.Chain.Book.Tables.Commits.Clear();
        return requests;
    }

    public static NewChainRequest Asked(PaymentKind kind, long? amountMsat) => new(
        Samples.Environment,
        Samples.Wallet,
        Samples.InvoiceId,
        kind,
        amountMsat is { } amount ? new Msat(amount) : null,
        "tea",
        TimeSpan.FromHours(1));

    /// <summary>Asks, by a process of its own.</summary>
    public Task<CreateChainRequestOutcome> Create(NewChainRequest asked)
    {
        var clock = Chain.Book.Clock;
        var gate = new WalletGate(
            new WalletReads(Tables), new LineReads(Tables, Chain.Registry, BitcoinNetwork.Regtest), clock);
        var addresses = new NewChainAddress(
            Tables, Chain.Wallet, new ChainAddresses(Tables), BitcoinNetwork.Regtest);
        return new CreateChainRequest(
            Chain.Registry,
            Ids,
            new IssueChainRequest(addresses, new SerialNumbers(Tables), issue, clock),
            NewStore(),
            gate).Execute(asked, Forever);
    }

    /// <summary>A request that was just made.</summary>
    public async Task<ChainRequest> Made(PaymentKind kind, long? amountMsat) =>
        (await Create(Asked(kind, amountMsat))).Request!;

    public async Task<ChainRequest> Stored() => (await NewStore().Find(Samples.Wallet, Samples.InvoiceId, Forever))!;

    /// <summary>Pays the request's address.</summary>
    public async Task Pay(long sats) => Chain.Blocks.Pay((await Stored()).Address, Msat.FromSats(sats));

    /// <summary>Pays it, and has it confirmed and credited.</summary>
    public async Task PayAndConfirm(long sats)
    {
        await Pay(sats);
        Chain.Blocks.Mine(1);
        await Chain.Watch();
    }

    /// <summary>The node says that the request's invoice is paid.</summary>
    public Task<SettleInvoiceStatus> PayInvoice(long amountMsat) => NewSettle().Execute(
        new Settlement(Samples.Node, 7, Hash, new Msat(amountMsat), Samples.At), Forever);

    public Task<CancelInvoiceOutcome> Cancel() => new CancelChainRequest(
        NewStore(), new CancelInvoice(Tables, Nodes, Chain.Book.NewKeeper(), Chain.Announce), NewEnd())
        .Execute(Samples.Wallet, Samples.InvoiceId, Forever);

    /// <summary>Takes invoices and requests whose time is over to their end, as Reconcile does.</summary>
    public async Task<bool> Expire()
    {
        var keeper = Chain.Book.NewKeeper();
        var invoices = new ExpireInvoices(
            Tables, Nodes, NewSettle(), keeper, Chain.Announce, Chain.Book.Clock);
        await invoices.Execute(Samples.Wallet, Node.Id, Forever);
        return await new ExpireChainRequests(Tables, NewEnd(), Chain.NewWatch(), Chain.Book.Clock)
            .Execute(Samples.Wallet, Forever);
    }

    /// <summary>What the endpoint was told, in order: the event, and what of the request it said.</summary>
    public async Task<IReadOnlyList<string>> Told()
    {
        var rows = await Rows(DeliveryRows.Prefix);
        return
        [
            .. rows.Select(DeliveryRows.ToDelivery)
                .Select(delivery => System.Text.Encoding.UTF8.GetString(delivery.Body.Span))
                .Order(StringComparer.Ordinal)
                .Select(text => text[(text.IndexOf(' ') + 1)..]),
        ];
    }

    public async Task<IReadOnlyList<string>> EventTypes() =>
        [.. (await Rows("event|")).Select(row => row.Fields.Text("type"))];

    public async Task<IReadOnlyList<Row>> Rows(string prefix) =>
        (await Tables.Query(
            WalletRows.Table, RowQuery.Prefix(Samples.Wallet.ToString(), prefix), Forever)).Rows;

    private StoreChainRequest NewStore()
    {
        var keeper = Chain.Book.NewKeeper();
        return new StoreChainRequest(
            Tables, keeper, new ActivateWallet(keeper), Chain.Announce, BitcoinNetwork.Regtest);
    }

    private EndChainRequest NewEnd() => new(Tables, Chain.Book.NewKeeper(), Chain.Announce);

    private SettleInvoice NewSettle() =>
        new(Tables, new PaymentHashIndex(Tables), Chain.Book.NewKeeper(), Chain.Announce, publish);

    private async Task TellEverything()
    {
        var told = 0;
        Chain.Schemes["telling"] = new CallbackScheme
        {
            Name = "telling",
            Render = news => news is ChainRequestNews on
                ? System.Text.Encoding.UTF8.GetBytes(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{++told:D6} {on.Kind} {on.Request.State} {on.Request.Paid.Value / 1_000} of {on.Receipts.Count}"))
                : null,
            Sign = _ => [],
            RetryDelays = [],
            IsAcknowledged = status => status == 200,
            NewSecret = _ => new Fulgurite.Secrets.SecretValue("secret"),
        };
        var endpoints = new EndpointStore(Tables, Chain.Registry);
        var box = new SecretBox(Samples.MasterKey, new ScriptedRandomness(3));
        var register = new RegisterEndpoint(
            endpoints, box, Chain.Schemes, new ScriptedRandomness(9), Chain.Book.Clock);
        var endpoint = new CallbackEndpoint(
            Samples.EndpointId, Samples.Environment, "telling", new Uri("https://shop.example/"), null)
        {
            Name = "all",
            Events = [.. Enum.GetValues<PaymentEvent>().Where(happened => happened != PaymentEvent.TestCreated)],
        };
        var (status, _) = await register.Execute(endpoint, Forever);
        Assert.Equal(RegisterEndpointStatus.Registered, status);
    }
}
