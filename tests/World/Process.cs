using Fulgurite.App;
using Fulgurite.App.Callbacks.DeliverCallbacks;
using Fulgurite.App.Host;
using Fulgurite.App.Invoices.SettleInvoices;
using Fulgurite.App.Payments.SendPayments;
using Fulgurite.App.Reconcile;
using Fulgurite.App.Relay;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulgurite.Worlds;

/// <summary>
/// One running copy of the product: the production engine and functions over the world's ports. Its memory is this
/// object's graph; a crash leaves it behind for ever.
/// </summary>
internal sealed class Process
{
    private readonly World world;
    private readonly Lifeline life;
    private readonly List<Action> mourners = [];
    private readonly Engine engine;
    private readonly EngineSource source;

    /// <summary>Starts one.</summary>
    public Process(World world, string name, Roles roles, bool isSheltered = false)
    {
        (this.world, Name, Roles, IsSheltered) = (world, name, roles, isSheltered);
        life = new Lifeline(world.Scheduler);
        Wire = new Wire(world, this);
        var ports = new EnginePorts(
            new TablesPort(world, this),
            new BusPort(world, this),
            new NodePort(world, this),
            BitcoinNetwork.Regtest,
            new CallbacksPort(world, this),
            world.Dice,
            world.Clock)
        {
            // No role of the world's processes sends yet.
            Paying = new PayingPort(world, this),
        };
        engine = new Engine(ports, world.MasterKey, Composition.Schemes);
        source = new EngineSource(_ => Task.FromResult(engine));
        if (roles.HasFlag(Roles.Relay))
        {
            var relay = new RelayLoop(source, world.Clock, NullLogger<RelayLoop>.Instance);
            Begin(
                _ => Finish(relay.Run(CancellationToken.None)),
                answer => world.Expect(answer.IsLost, "a relay runs on"));
        }
    }

    /// <summary>For the history.</summary>
    public string Name { get; }

    /// <summary>What it is there for.</summary>
    public Roles Roles { get; }

    /// <summary>True for the operator's own, which sets the scene and meets no faults.</summary>
    public bool IsSheltered { get; }

    /// <summary>False once it crashed.</summary>
    public bool IsAlive => !life.IsCut;

    /// <summary>What its calls meet.</summary>
    public Weather Weather => IsSheltered ? Weather.Fine : world.Weather;

    /// <summary>Its calls.</summary>
    public Wire Wire { get; }

    /// <summary>Storage transactions that it made.</summary>
    public List<StorageCall> StorageCalls { get; } = [];

    /// <summary>Messages in hand, of each queue.</summary>
    public Dictionary<QueueName, int> InHand { get; } =
        Enum.GetValues<QueueName>().ToDictionary(queue => queue, _ => 0);

    /// <summary>True while the timer's function runs in it.</summary>
    public bool IsReconciling { get; private set; }

    /// <summary>Ends it at once, whatever it was doing.</summary>
    public void Crash()
    {
        if (!IsAlive)
        {
            return;
        }

        life.Cut();
        world.History.Add(Name, "crashed");
        foreach (var told in mourners.ToList())
        {
            world.Scheduler.Soon(told);
        }

        world.Replace(this);
    }

    /// <summary>A request from outside.</summary>
    public Task<Answer<T>> Ask<T>(Func<Engine, Task<T>> ask)
        where T : class
    {
        var answer = new TaskCompletionSource<Answer<T>>();
        Begin(ask, answer.SetResult);
        return answer.Task;
    }

    /// <summary>Takes a message as from the Functions host; <paramref name="then"/> hears how it ended.</summary>
    public void Handle(BusMessage message, Action<Answer<string>> then)
    {
        var payload = engine.Seal.Open(message.Queue, message.Body.Span);
        world.Expect(payload is not null, "what is on the bus carries our seal");
        var invocation = new QueueInvocation(payload, message.Id, null);
        Begin(
            _ => Finish(message.Queue switch
            {
                QueueName.LndEvents => new SettleInvoicesFunction(source, NullLogger<SettleInvoicesFunction>.Instance)
                    .Run(invocation, CancellationToken.None),
                QueueName.Sends => new SendPaymentsFunction(source, NullLogger<SendPaymentsFunction>.Instance)
                    .Run(invocation, CancellationToken.None),
                QueueName.Callbacks =>
                    new DeliverCallbacksFunction(source, NullLogger<DeliverCallbacksFunction>.Instance)
                        .Run(invocation, CancellationToken.None),
            }),
            then);
    }

    /// <summary>The minute's timer fires in it.</summary>
    public void Reconcile()
    {
        IsReconciling = true;
        var function = new ReconcileFunction(source, NullLogger<ReconcileFunction>.Instance);
        Begin(
            _ => Finish(function.Run(new TimerInvocation(false), CancellationToken.None)),
            _ => IsReconciling = false);
    }

    private static async Task<string> Finish(Task task)
    {
        await task;
        return "done";
    }

    private void Begin<T>(Func<Engine, Task<T>> ask, Action<Answer<T>> then)
        where T : class
    {
        var isTold = false;
        void Tell(Answer<T> answer)
        {
            if (!isTold)
            {
                isTold = true;
                mourners.Remove(Mourn);
                then(answer);
            }
        }

        void Mourn() => Tell(new Answer<T>(null, null));
        mourners.Add(Mourn);
        if (!IsAlive)
        {
            world.Scheduler.Soon(Mourn);
        }

        life.Post(_ => _ = Carry(ask, Tell), null);
    }

    private async Task Carry<T>(Func<Engine, Task<T>> ask, Action<Answer<T>> tell)
        where T : class
    {
        var asked = ask(engine);
        await ((Task)asked).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var error = asked.Exception?.InnerException;
        world.Expect(
            error is null or StorageUnavailableException or BusUnavailableException or NodeUnavailableException,
            $"{Name} fails only for a world that fails, not with {error}");
        tell(asked.IsCompletedSuccessfully ? new Answer<T>(asked.Result, null) : new Answer<T>(null, error));
    }
}
