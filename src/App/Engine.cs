using Fulgurite.Access;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Billing;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Holds;
using Fulgurite.Invoices;
using Fulgurite.Listings;
using Fulgurite.Messaging;
using Fulgurite.OnChain;
using Fulgurite.Onboarding;
using Fulgurite.Payments;
using Fulgurite.Reconciliation;
using Fulgurite.Wallets;

namespace Fulgurite.App;

/// <summary>Every use case of Core over one set of adapters. Built once a process.</summary>
internal sealed class Engine
{
    private readonly Func<BackingNode, NodeUseCases> listen;

    /// <summary>Wires the use cases.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="masterKey">32 secret bytes from which every other key of ours is derived.</param>
    /// <param name="schemes">How callbacks are written and signed, by name.</param>
    public Engine(EnginePorts ports, byte[] masterKey, IReadOnlyDictionary<string, CallbackScheme> schemes)
    {
        var (tables, bus, _, network, _, randomness, clock) = ports;
        var box = new SecretBox(masterKey, randomness);
        var hashes = new PaymentHashIndex(tables);
        var (attention, cursor) = (new AttentionIndex(tables, clock), new AttentionCursor(tables, clock));
        var books = new BookKeeper(tables, attention, clock);
        Ports = ports;
        Schemes = schemes;
        Seal = new MessageSeal(masterKey);
        Registry = new Registry(tables, box, clock);
        Provision = new Provision(Registry, box, tables, cursor, randomness, clock);
        Keys = new KeyUseCases(ports, Registry);
        Wallets = new WalletReads(tables);
        Credit = new CreditUseCases(ports, Registry, books, attention, cursor);
        Invoices = new InvoiceReads(tables, hashes);
        var publish = new PublishDeliveries(tables, bus, Seal, clock);
        var announce = new Announce(Registry, schemes, publish);
        var preimages = new PreimageSource(masterKey);
        var issue = new IssueAtNode(hashes, preimages, Credit.Nodes, network);
        var store = new StoreInvoice(tables, attention, new ActivateWallet(books), announce, clock);
        var serials = new SerialNumbers(tables);
        AnnounceToEnvironment = new AnnounceToEnvironment(announce, tables, attention);
        CreateInvoice = new CreateInvoice(Registry, serials, issue, store, Credit.Gate, randomness);
        Deliveries = new DeliveryReads(tables);
        SetCallbackUrl = new SetCallbackUrl(Registry);
        Callbacks = new CallbackUseCases(ports, Registry, box, schemes, attention, publish);
        SettleInvoice = new SettleInvoice(tables, hashes, books, announce, publish);
        var expire = new ExpireInvoices(tables, Credit.Nodes, SettleInvoice, books, announce, clock);
        var sends = new PublishSends(tables, new PaymentClaims(tables), bus, Seal, clock);
        CancelInvoice = new CancelInvoice(tables, Credit.Nodes, books, announce);
        Listing = new PaymentListing(tables, new ListingBlocks(tables, clock));
        PaymentBodies = new PaymentBodies(preimages);
        PaymentIds = new PaymentIds(hashes, preimages);
        RequestKeys = new RequestKeys(tables);
        Payments = new PaymentReads(tables);
        var keysends = new KeysendPreimages(masterKey);
        CreatePayment = new CreatePayment(books, Payments, announce, PaymentIds, sends, RulesOf(keysends));
        var resolve = new ResolvePayment(tables, books, announce, preimages);
        AdvancePayment = AdvanceOf(books, announce, resolve, keysends, sends);
        OnChain = new OnChainEngine(ports, books, announce, PaymentIds, sends, Credit.Gate);
        ChainRequests = new ChainRequestUseCases(ports, books, announce, OnChain, CancelInvoice);
        CreateChainRequest = CreateOnChain(serials, issue);
        Billing = BillingOf(books);
        var expiries = new ExpireReceives(expire, ChainRequests.Expire);
        Holds = new HoldReads(tables);
        listen = node => new NodeUseCases(ports, Seal, sends, node);
        Operators = listen(Credit.Nodes.Operators);
        Reconcile = new ReconcileWallets(
            tables,
            attention,
            cursor,
            new ReconcileWallet(books, publish, expiries, sends, OnChain.Advance, Credit.Finish),
            NodeOf(),
            clock);
    }

    /// <summary>The outside world.</summary>
    public EnginePorts Ports { get; }

    /// <summary>How callbacks are written and signed, by name.</summary>
    public IReadOnlyDictionary<string, CallbackScheme> Schemes { get; }

    /// <summary>Signs and checks our messages.</summary>
    public MessageSeal Seal { get; }

    /// <summary>Who exists.</summary>
    public Registry Registry { get; }

    /// <summary>Sets merchants up.</summary>
    public Provision Provision { get; }

    /// <summary>Organizations, environments, keys, and who did what.</summary>
    public KeyUseCases Keys { get; }

    /// <summary>Reads wallets and journals.</summary>
    public WalletReads Wallets { get; }

    /// <summary>Lines of credit, and the wallets under them.</summary>
    public CreditUseCases Credit { get; }

    /// <summary>Has the world told of what is no wallet's.</summary>
    public AnnounceToEnvironment AnnounceToEnvironment { get; }

    /// <summary>Has the world told of lines of credit.</summary>
    public AnnounceLine AnnounceLine => new(Credit.Lines, AnnounceToEnvironment, Ports.Clock);

    /// <summary>Billing cycles, bills, and what is due for them.</summary>
    public BillingUseCases Billing { get; }

    /// <summary>Reads invoices.</summary>
    public InvoiceReads Invoices { get; }

    /// <summary>Issues invoices.</summary>
    public CreateInvoice CreateInvoice { get; }

    /// <summary>Credits what was paid.</summary>
    public SettleInvoice SettleInvoice { get; }

    /// <summary>Reads what is held for payments.</summary>
    public HoldReads Holds { get; }

    /// <summary>Reads payments.</summary>
    public PaymentReads Payments { get; }

    /// <summary>Withdraws open invoices.</summary>
    public CancelInvoice CancelInvoice { get; }

    /// <summary>Lists payments of either direction.</summary>
    public PaymentListing Listing { get; }

    /// <summary>Shows payments as the native API does.</summary>
    public PaymentBodies PaymentBodies { get; }

    /// <summary>What the ids of an environment name.</summary>
    public PaymentIds PaymentIds { get; }

    /// <summary>What clients mark requests with that they may repeat.</summary>
    public RequestKeys RequestKeys { get; }

    /// <summary>Takes orders to pay.</summary>
    public CreatePayment CreatePayment { get; }

    /// <summary>Takes a payment one step further.</summary>
    public AdvancePayment AdvancePayment { get; }

    /// <summary>Receives and sends on the chain.</summary>
    public OnChainEngine OnChain { get; }

    /// <summary>Withdraws requests to receive on chain, and finds them.</summary>
    public ChainRequestUseCases ChainRequests { get; }

    /// <summary>Makes requests to receive on chain.</summary>
    public CreateChainRequest CreateChainRequest { get; }

    /// <summary>Reads deliveries of callbacks.</summary>
    public DeliveryReads Deliveries { get; }

    /// <summary>Sets where callbacks go.</summary>
    public SetCallbackUrl SetCallbackUrl { get; }

    /// <summary>Callbacks and webhooks.</summary>
    public CallbackUseCases Callbacks { get; }

    /// <summary>Sends a callback again.</summary>
    public ResendDelivery ResendDelivery => Callbacks.Resend;

    /// <summary>Makes an attempt at a callback.</summary>
    public DeliverCallback DeliverCallback => Callbacks.Deliver;

    /// <summary>Picks up what was left behind.</summary>
    public ReconcileWallets Reconcile { get; }

    /// <summary>Listens to the operator's node.</summary>
    public NodeUseCases Operators { get; }

    /// <summary>Listens to a customer's own node.</summary>
    public NodeUseCases ListenTo(BackingNode node) => listen(node);

    private CreateChainRequest CreateOnChain(SerialNumbers serials, IssueAtNode issue) => new(
        Registry,
        PaymentIds,
        new IssueChainRequest(OnChain.NewAddress, serials, issue, Ports.Clock),
        ChainRequests.Store,
        Credit.Gate);

    private BillingUseCases BillingOf(BookKeeper books) => new(
        Ports,
        Registry,
        books,
        Credit.Lines,
        (Seal, AnnounceToEnvironment),
        (CreateChainRequest, CreateInvoice, Payouts));

    private PayoutSends Payouts =>
        new(CreatePayment, Payments, OnChain.Send, OnChain.Reads, Ports.Network, Ports.Clock);

    private ReconcileNode NodeOf() => new(Ports.Node, Operators.Missed, OnChain.Watch)
    {
        Others = Ports.Connections is null
            ? null
            : new ReconcileOwnNodes(Credit.Nodes, node => ListenTo(node).Missed),
    };

    private PaymentRules RulesOf(KeysendPreimages keysends) =>
        new(new ReadPaymentTerms(Ports.Network, keysends), Credit.Gate);

    private AdvancePayment AdvanceOf(
        BookKeeper books, Announce announce, ResolvePayment resolve, KeysendPreimages keysends, PublishSends sends)
    {
        var (tables, clock) = (Ports.Tables, Ports.Clock);
        var claims = new PaymentClaims(tables);
        var ask = new AskNode(tables, Credit.Nodes, keysends, Ports.Randomness, clock);
        var network = new PayOverNetwork(claims, ask, resolve, clock);
        var internally = new PayInternally(
            tables,
            Invoices,
            new TakeOffNetwork(Credit.Nodes, SettleInvoice),
            new SettleInternally(tables, books, announce),
            resolve,
            clock);
        var begin = new BeginPayment(claims, internally, network, resolve, clock);
        return new AdvancePayment(tables, begin, network, internally, sends, clock);
    }
}
