using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Callbacks;

namespace Fulgurite.App.Callbacks;

/// <summary>The use cases of callbacks and webhooks over one set of adapters: a part of <see cref="Engine"/>.</summary>
internal sealed class CallbackUseCases
{
    /// <summary>Wires the use cases.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="registry">Who exists.</param>
    /// <param name="box">Opens what endpoints sign with.</param>
    /// <param name="schemes">How callbacks are written and signed, by name.</param>
    /// <param name="attention">Has Reconcile look at wallets.</param>
    /// <param name="publish">Orders attempts.</param>
    public CallbackUseCases(
        EnginePorts ports,
        Registry registry,
        SecretBox box,
        IReadOnlyDictionary<string, CallbackScheme> schemes,
        AttentionIndex attention,
        PublishDeliveries publish)
    {
        var (tables, randomness, clock) = (ports.Tables, ports.Randomness, ports.Clock);
        Index = new DeliveryIndex(tables);
        var store = new StoreDelivery(tables, attention, Index, clock);
        Resend = new ResendDelivery(store, publish, clock);
        Abandon = new AbandonDelivery(store);
        Endpoints = new EndpointStore(tables, registry);
        Register = new RegisterEndpoint(Endpoints, box, schemes, randomness, clock);
        Change = new ChangeEndpoint(Endpoints, box, schemes, randomness, clock);
        Test = new TestEndpoint(tables, Index, attention, publish, clock);
        Deliveries = new EndpointDeliveries(tables, Index, store, Abandon, publish, clock);
        Targets = new CallbackTargets(registry, box, schemes, clock);
        Deliver = new DeliverCallback(
            Targets,
            new AttemptDelivery(ports.Callbacks, clock),
            store,
            publish,
            Change,
            clock);
    }

    /// <summary>Where callbacks go, and what signs them.</summary>
    public CallbackTargets Targets { get; }

    /// <summary>Makes an attempt.</summary>
    public DeliverCallback Deliver { get; }

    /// <summary>Sends one again.</summary>
    public ResendDelivery Resend { get; }

    /// <summary>Gives one up.</summary>
    public AbandonDelivery Abandon { get; }

    /// <summary>Reads webhooks.</summary>
    public EndpointStore Endpoints { get; }

    /// <summary>Registers webhooks.</summary>
    public RegisterEndpoint Register { get; }

    /// <summary>Changes webhooks.</summary>
    public ChangeEndpoint Change { get; }

    /// <summary>Sends a webhook what its owner wrote.</summary>
    public TestEndpoint Test { get; }

    /// <summary>Lists the deliveries of a webhook.</summary>
    public DeliveryIndex Index { get; }

    /// <summary>Reads, wakes and gives up the deliveries of a webhook.</summary>
    public EndpointDeliveries Deliveries { get; }
}
