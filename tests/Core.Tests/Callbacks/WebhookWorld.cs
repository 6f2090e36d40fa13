using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Secrets;
using Fulgurite.Storage;
using Fulgurite.Tests.Identity;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Callbacks;

/// <summary>Webhooks of one environment over memory, and receivers that answer as a test says.</summary>
internal sealed class WebhookWorld : ICallbackTransport, IDisposable
{
    private readonly LocalMessageBus bus;
    private readonly SecretBox box = new(Samples.MasterKey, new ScriptedRandomness(1));
    private readonly Dictionary<string, CallbackScheme> schemes;
    private readonly PublishDeliveries publish;
    private readonly DeliverCallback deliver;
    private int secrets;

    public WebhookWorld()
    {
        bus = LocalMessageBus.InMemory(Clock);
        schemes = new() { ["steered"] = Scheme("steered", true), ["blunt"] = Scheme("blunt", false) };
        Tables = new MemoryTableStore();
        var seal = new MessageSeal(Samples.MasterKey);
        var registry = new Registry(Tables, box, Clock);
        var attention = new AttentionIndex(Tables, Clock);
        publish = new PublishDeliveries(Tables, bus, seal, Clock);
        Endpoints = new EndpointStore(Tables, registry);
        Index = new DeliveryIndex(Tables);
        var store = new StoreDelivery(Tables, attention, Index, Clock);
        Changes = new ChangeEndpoint(Endpoints, box, schemes, new ScriptedRandomness(7), Clock);
        Registrations = new RegisterEndpoint(Endpoints, box, schemes, new ScriptedRandomness(9), Clock);
        Tests = new TestEndpoint(Tables, Index, attention, publish, Clock);
        Abandon = new AbandonDelivery(store);
        Resend = new ResendDelivery(store, publish, Clock);
        Deliveries = new EndpointDeliveries(Tables, Index, store, Abandon, publish, Clock);
        Announce = new Announce(registry, schemes, publish);
        deliver = new DeliverCallback(
            new CallbackTargets(registry, box, schemes, Clock),
            new AttemptDelivery(this, Clock),
            store,
            publish,
            Changes,
            Clock);
    }

    public ManualClock Clock { get; } = new();

    public MemoryTableStore Tables { get; }

    public EndpointStore Endpoints { get; }

    public DeliveryIndex Index { get; }

    public ChangeEndpoint Changes { get; }

    public RegisterEndpoint Registrations { get; }

    public TestEndpoint Tests { get; }

    public AbandonDelivery Abandon { get; }

    public ResendDelivery Resend { get; }

    public EndpointDeliveries Deliveries { get; }

    public Announce Announce { get; }

    /// <summary>What the receiver of an address answers.</summary>
    public Func<Uri, Task<CallbackAnswer>> Answer { get; set; } =
        _ => Task.FromResult(new CallbackAnswer(200, null, ""));

    /// <summary>What each attempt was signed with, oldest first: secret, and the one before.</summary>
    public List<(string Host, string Current, string? Previous)> Attempts { get; } = [];

    /// <summary>An endpoint that wants to know of completed receives.</summary>
    public async Task<CallbackEndpoint> Register(string name, string scheme = "steered")
    {
        var asked = new CallbackEndpoint(
            new EndpointId(EventIds.For("test", name)),
            Samples.Environment,
            scheme,
            new Uri($"https://{name}.example/"),
            null)
        {
            Name = name,
            Events = [PaymentEvent.ReceiveCompleted],
        };
        var (status, _) = await Registrations.Execute(asked, CancellationToken.None);
        Assert.Equal(RegisterEndpointStatus.Registered, status);
        return (await Endpoints.Find(asked.Environment, asked.Id, CancellationToken.None))!.Value.Endpoint;
    }

    /// <summary>Commits a delivery to an endpoint, and orders its first attempt.</summary>
    public async Task<Delivery> Plan(CallbackEndpoint endpoint, int number = 1)
    {
        var happened = EventIds.For("settled", $"{number}");
        var delivery = Samples.Delivery with
        {
            Id = DeliveryRows.IdOf(happened, endpoint.Id, Clock.Now),
            Endpoint = endpoint.Id,
            Event = new ToldEvent(PaymentEvent.ReceiveCompleted, happened),
            CreatedAt = Clock.Now,
            DueAt = Clock.Now,
        };
        var outcome = await Tables.Commit(
            WalletRows.Table, new RowBatch(DeliveryRows.Inserts(delivery)), CancellationToken.None);
        await publish.Fresh([(delivery, outcome.Versions[0])], CancellationToken.None);
        return delivery;
    }

    /// <summary>Carries out the next order for a delivery as it stands, and says what came of it.</summary>
    public async Task<DeliverCallbackStatus> Deliver(Delivery delivery) => await deliver.Execute(
        new DeliveryOrder(delivery.Wallet, delivery.Id, (await Read(delivery)).Attempts), CancellationToken.None);

    /// <summary>A delivery as it is stored now.</summary>
    public async Task<Delivery> Read(Delivery delivery) => DeliveryRows.ToDelivery((await Tables.Get(
        WalletRows.Table, DeliveryRows.Key(delivery.Wallet, delivery.Id), CancellationToken.None))!);

    /// <summary>Orders on the bus.</summary>
    public int Orders => bus.Count(QueueName.Callbacks);

    /// <inheritdoc/>
    public Task<CallbackAnswer> Post(
        Uri url, IReadOnlyList<CallbackHeader> headers, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        Attempts.Add((url.Host, headers[0].Value, headers.Count > 1 ? headers[1].Value : null));
        return Answer(url);
    }

    /// <inheritdoc/>
    public void Dispose() => bus.Dispose();

    // Signs by showing its secrets: that is what tests look at.
    private CallbackScheme Scheme(string name, bool isSteered) => new()
    {
        Name = name,
        Render = _ => [],
        Sign = attempt => attempt.Keys.Previous is { } previous
            ? [new("current", attempt.Keys.Current.Reveal()), new("previous", previous.Reveal())]
            : [new("current", attempt.Keys.Current.Reveal())],
        RetryDelays = [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)],
        IsAcknowledged = status => status is >= 200 and <= 299,
        IsSteeredByAnswers = isSteered,
        NewSecret = _ => new SecretValue($"secret-{++secrets}"),
    };
}
