using Fulgurite.App;
using Fulgurite.App.Host;
using Fulgurite.App.Relay;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Worlds.Blocks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

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
    private readonly ProcessLog log;
    private readonly FunctionInvoker invoker;
    private readonly IReadOnlyCollection<Function> functions;

    /// <summary>Starts one.</summary>
    public Process(
        World world, string name, Roles roles, bool isSheltered = false, WorldPayments? paying = null)
    {
        (this.world, Name, Roles, IsSheltered) = (world, name, roles, isSheltered);
        StartedAt = world.Scheduler.Now;
        life = new Lifeline(world.Scheduler);
        Wire = new Wire(world, this);
        var ports = new EnginePorts(
            TablesPort.Client(world, this),
            new BusPort(world, this),
            new NodePort(world, this),
            BitcoinNetwork.Regtest,
            new CallbacksPort(world, this),
            world.Dice,
            world.Clock)
        {
            Paying = new PayingPort(world, this, paying ?? world.Payments),
            Chain = world.Chain.IsThere ? new ChainPort(world, this) : null,
        };
        engine = new Engine(ports, world.MasterKey, world.Schemes);
        var source = new EngineSource(_ => Task.FromResult(engine));
        log = new ProcessLog(world, name, paying is not null);
        functions = [.. Server.Functions(source, world.Clock, log).All.Select(Unhurried)];
        var host = new FunctionHostOptions(
            _ => true, _ => Task.FromResult(engine.Seal), FunctionLimits.OfHostJson, world.Clock);
        invoker = new FunctionInvoker(host, log);
        if (roles.HasFlag(Roles.Relay))
        {
            var relay = new RelayLoop(source, world.Clock, log.CreateLogger<RelayLoop>());
            Begin(
                _ => Finish(relay.Run(CancellationToken.None)),
                answer => world.Expect(answer.IsLost, "a relay runs on"));
        }
    }

    /// <summary>The answer to the host when a function's work is done.</summary>
    public const string Done = "done";

    /// <summary>The answer when it is not.</summary>
    public const string NotDone = "not done";

    /// <summary>Where it runs.</summary>
    public World World => world;

    /// <summary>For the history.</summary>
    public string Name { get; }

    /// <summary>What it is there for.</summary>
    public Roles Roles { get; }

    /// <summary>Since when.</summary>
    public DateTimeOffset StartedAt { get; }

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
        world.History.Add(Name, "crashes");
        world.Tally.Count("crashes");
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
    public void Handle(BusMessage message, int delivery, Action<Answer<string>> then)
    {
        var function = functions.OfType<Function.OnMessage>().Single(f => f.Queue == message.Queue);
        Begin(_ => Invoke(function, Envelope.OfMessage(message, delivery)), then);
    }

    /// <summary>The minute's timer fires in it.</summary>
    public void Reconcile()
    {
        IsReconciling = true;
        world.History.Add(Name, "the minute's timer fires");
        var function = functions.OfType<Function.OnTimer>().Single(f => f.Name == FunctionCatalog.Reconcile);
        Begin(_ => Invoke(function, Envelope.OfTimer()), _ => IsReconciling = false);
    }

    /// <summary>The timer that has lines of credit billed fires in it.</summary>
    public void CloseCycles()
    {
        world.History.Add(Name, "the billing timer fires");
        var function = functions.OfType<Function.OnTimer>().Single(f => f.Name == FunctionCatalog.CloseBillingCycles);
        Begin(_ => Invoke(function, Envelope.OfTimer()), _ => { });
    }

    // What the Functions host does: posts the envelope, and looks at the status alone.
    private async Task<string> Invoke(Function function, Stream envelope)
    {
        var context = new DefaultHttpContext { TraceIdentifier = Name };
        context.Request.Body = envelope;
        context.Response.Body = new MemoryStream();
        await invoker.Invoke(function, context);
        return context.Response.StatusCode == StatusCodes.Status200OK ? Done : NotDone;
    }

    // Handlers do not hear of their deadline: to wait for a book's task under a token that can be cancelled takes the
    // thread pool, which a world does not have. The deadline itself holds: a handler that passes it is left behind.
    private static Function Unhurried(Function function) => function switch
    {
        Function.OnMessage f => f with { Run = (message, _) => f.Run(message, CancellationToken.None) },
        Function.OnTimer f => f with { Run = (timer, _) => f.Run(timer, CancellationToken.None) },
        _ => throw new InvalidOperationException("A function is started by a message or a timer."),
    };

    private static async Task<string> Finish(Task task)
    {
        await task;
        return Done;
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
            error is null or StorageUnavailableException or BusUnavailableException or NodeUnavailableException
                or NodeRefusedException,
            $"{Name} fails only for a world that fails, not with {error}");
        tell(asked.IsCompletedSuccessfully ? new Answer<T>(asked.Result, null) : new Answer<T>(null, error));
    }
}
