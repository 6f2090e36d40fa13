using Fulgurite.App;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Checkout;
using Fulgurite.App.Host;
using Fulgurite.App.Local;
using Fulgurite.App.Payments.SendPayments;
using Fulgurite.App.SandboxPages;
using Fulgurite.Bitcoin;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Payments;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Sandbox.Network;
using Fulgurite.Secrets;
using Fulgurite.Verification;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>
/// The whole product as an ephemeral local run has it, on a real Kestrel: memory tables and bus, the sandbox's node.
/// Its jobs run when a test says so, and its time moves when a test moves it.
/// </summary>
internal sealed class SandboxProduct : IAsyncDisposable
{
    private readonly LocalMessageBus bus;
    private readonly SandboxNetwork network;
    private readonly Engine engine;

    private SandboxProduct(LocalMessageBus bus, SandboxNetwork network, Engine engine)
    {
        this.bus = bus;
        this.network = network;
        this.engine = engine;
    }

    /// <summary>What the server asks and does.</summary>
    public Engine Engine => engine;

    public required ManualClock Clock { get; init; }

    public required SandboxFacts Facts { get; init; }

    public required WebApplication Server { get; init; }

    public required SandboxInbox Inbox { get; init; }

    /// <summary>Where the product's secrets are.</summary>
    public required ISecretStore Secrets { get; init; }

    /// <summary>The operator's node.</summary>
    public NodePublicKey NodeId => network.Node.Id;

    /// <summary>Pays from the sandbox's node.</summary>
    public IPayingNode Paying => network.Paying;

    public Uri Address => new(Server.Urls.First());

    /// <summary>A running product with the sandbox's merchant.</summary>
    /// <param name="allowsLocal">Whether callbacks may go to this machine; false is a deployment's policy.</param>
    /// <param name="limits">How often keys may call; null for a local run's limits.</param>
    /// <param name="chain">Puts something in front of the wallet on the chain; null for nothing.</param>
    /// <param name="hasChain">Whether that wallet is configured.</param>
    public static async Task<SandboxProduct> Start(
        bool allowsLocal = true,
        RequestLimits? limits = null,
        Func<IChainWallet, IChainWallet>? chain = null,
        bool hasChain = true)
    {
        var clock = new ManualClock();
        var targets = new TargetPolicy(allowsLocal);
        var options = new LocalOptions { Port = 0, IsEphemeral = true, Data = new DirectoryInfo(".") };
        var secrets = Composition.LocalSecrets(options);
        var network = await Composition.Sandbox(options, secrets, clock, CancellationToken.None);
        var bus = LocalMessageBus.InMemory(clock);
        var engine = await Composition.OnThisMachine(
            new MemoryTableStore(),
            bus,
            network.Node,
            network.Paying,
            new LocalSetting(secrets, targets, BitcoinNetwork.Regtest, clock)
            {
                Chain = hasChain ? chain?.Invoke(network.ChainWallet) ?? network.ChainWallet : null,
                Confirmations = ConfirmationPolicy.Sandbox,
            },
            CancellationToken.None);
        var merchant = new LocalMerchant(engine, secrets, options.BaseUrl);
        var facts = await merchant.Ready(new BasisPoints(80), CancellationToken.None);

        var source = new EngineSource(_ => Task.FromResult(engine));
        var inbox = new SandboxInbox(source, clock);
        var server = Serve(source, clock, targets, limits: limits, mapLocal: local =>
        {
            inbox.Map(local);
            SandboxPagesEndpoints.Map(local, new SandboxPagesPorts
            {
                IsMainnet = false,
                ReadHome = _ => Task.FromResult(Banner.Home(facts, isSimulated: true)),
                ReadInbox = _ => Task.FromResult(inbox.Newest()),
            });
            SandboxApi.Map(local, network);
            SandboxChainApi.Map(local, network.Chain);
            new SandboxSendApi(source, facts, new SystemRandomness()).Map(local);
        });
        await server.StartAsync();
        return new SandboxProduct(bus, network, engine)
        {
            Clock = clock, Facts = facts, Server = server, Inbox = inbox, Secrets = secrets,
        };
    }

    /// <summary>A server over an engine, not started. Its jobs cannot be reached.</summary>
    public static WebApplication Serve(
        EngineSource source,
        TimeProvider clock,
        TargetPolicy targets,
        Action<IEndpointRouteBuilder>? mapLocal,
        RequestLimits? limits = null)
    {
        var terms = new AlphaPoTerms(Msat.FromSats(1_000), AlphaPoTerms.LargestDeposit, new BasisPoints(80));
        return Fulgurite.App.Server.Build(
            new ServerPlan
            {
                Engine = source,
                Clock = clock,
                TriggerDoor = _ => false,
                AlphaPo = terms,
                Checkout = new CheckoutTerms(
                    "Sandbox",
                    terms.MinimumDeposit,
                    terms.MaximumDeposit,
                    HasForm: true,
                    IsMainnet: false,
                    AsksNode: true),
                Targets = targets,
                Limits = limits ?? RequestLimits.Local,
                HostNames = ["localhost", "127.0.0.1"],
                MapLocal = mapLocal,
            },
            0);
    }

    /// <summary>Credits a paid invoice and makes the first attempt at its callback.</summary>
    public async Task SettleAndCallBack(PaymentHash hash)
    {
        await Settle(hash);
        await CallBack();
    }

    /// <summary>Credits a paid invoice.</summary>
    public async Task Settle(PaymentHash hash)
    {
        var paid = await network.Node.LookupInvoice(hash, CancellationToken.None);
        await engine.SettleInvoice.Execute(Settlement.Of(network.Node.Id, paid!), CancellationToken.None);
    }

    /// <summary>Credits what the node was paid on an invoice.</summary>
    public async Task Settle(string paymentRequest)
    {
        Assert.True(Bolt11Invoice.TryDecode(paymentRequest, out var invoice, out _));
        var paid = await network.Node.LookupInvoice(invoice.PaymentHash, CancellationToken.None);
        await engine.SettleInvoice.Execute(Settlement.Of(network.Node.Id, paid!), CancellationToken.None);
    }

    /// <summary>What the operator's node knows of an invoice; null for nothing.</summary>
    public Task<NodeInvoice?> LookUp(PaymentHash hash) => network.Node.LookupInvoice(hash, CancellationToken.None);

    /// <summary>Somebody pays an invoice of the operator's node, and it is credited.</summary>
    public async Task PayOperators(Bolt11Invoice invoice)
    {
        network.Payer.Pay(invoice.Text, SandboxOutcome.Settle, TimeSpan.Zero);
        await Settle(invoice.PaymentHash);
    }

    /// <summary>The minute's timer fires.</summary>
    public Task Reconcile() => engine.Reconcile.Execute(CancellationToken.None);

    /// <summary>Carries out the next message of the nodes' queue, as the function does.</summary>
    public async Task SettleNext()
    {
        var message = await bus.Receive(QueueName.LndEvents, TimeSpan.FromMinutes(1), CancellationToken.None);
        var payload = engine.Seal.Open(QueueName.LndEvents, message.Message.Body.Span);
        await engine.SettleInvoice.Execute(Settlement.Parse(payload)!, CancellationToken.None);
        bus.Complete(message);
    }

    /// <summary>What verification says of a wallet.</summary>
    public async Task<WalletVerdict> Verify(WalletId wallet)
    {
        _ = EnvironmentId.TryParse(Facts.EnvironmentId, out var environment);
        var tables = engine.Ports.Tables;
        return await new VerifyWallet(tables, new PaymentHashIndex(tables), Composition.Schemes)
            .Execute(wallet, environment, _ => { }, CancellationToken.None);
    }

    /// <summary>Takes a payment as far as it goes.</summary>
    public async Task<AdvancePaymentStatus> Advance(string wallet, string payment)
    {
        Assert.True(WalletId.TryParse(wallet, out var payer) & PaymentId.TryParse(payment, out var id));
        return (await engine.AdvancePayment.Execute(new SendOrder(payer, id, null), CancellationToken.None)).Status;
    }

    /// <summary>Orders in the callbacks' queue.</summary>
    public int CallBacks => bus.Count(QueueName.Callbacks);

    /// <summary>Carries out the next order of the callbacks' queue.</summary>
    public async Task CallBack()
    {
        var message = await bus.Receive(QueueName.Callbacks, TimeSpan.FromMinutes(1), CancellationToken.None);
        var order = DeliveryOrder.Parse(engine.Seal.Open(QueueName.Callbacks, message.Message.Body.Span));
        await engine.DeliverCallback.Execute(order!, CancellationToken.None);
        bus.Complete(message);
    }

    /// <summary>Carries out the next order of the sends' queue, as the function does.</summary>
    public async Task Send()
    {
        var message = await bus.Receive(QueueName.Sends, TimeSpan.FromMinutes(1), CancellationToken.None);
        var payload = engine.Seal.Open(QueueName.Sends, message.Message.Body.Span);
        var function = new SendPaymentsFunction(
            new EngineSource(_ => Task.FromResult(engine)), NullLogger<SendPaymentsFunction>.Instance);
        await function.Run(new QueueInvocation(payload, null, null), CancellationToken.None);
        bus.Complete(message);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        bus.Dispose();
    }
}
