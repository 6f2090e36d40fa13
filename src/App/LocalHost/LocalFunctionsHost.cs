using Fulgurite.Sandbox.Clock;
using Fulgurite.Sandbox.LocalBus;

namespace Fulgurite.App.LocalHost;

/// <summary>
/// Stands in for the Functions host on one machine: reads the same <c>function.json</c> files, fires the timers, and
/// posts the messages of the local bus to the same endpoints in the same envelopes. HTTP needs no stand-in: the app
/// serves it itself.
/// </summary>
/// <param name="functions">What <see cref="FunctionFiles"/> read.</param>
/// <param name="bus">The local queues.</param>
/// <param name="options">Where the app is, and the host's limits.</param>
/// <param name="clock">Fires the timers and renews the locks.</param>
internal sealed class LocalFunctionsHost(
    IReadOnlyList<DeclaredFunction> functions,
    LocalMessageBus bus,
    LocalHostOptions options,
    TimeProvider clock)
{
    private readonly TaskCompletionSource<Running> running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Runs until <paramref name="stop"/>, then waits for running invocations as long as the options allow. Messages
    /// given up after that come again in the next process. The app must listen already, and until this returns.
    /// </summary>
    /// <param name="loggers">Where failed invocations are told.</param>
    /// <param name="stop">Ends it.</param>
    public async Task Run(ILoggerFactory loggers, CancellationToken stop)
    {
        var log = loggers.CreateLogger("Fulgurite.LocalHost");
        using var client = new TriggerClient(options, clock, log);
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var _ = stop.Register(() => abort.CancelAfter(options.StopTimeout));

        TimerPump[] pumps =
        [
            .. functions.OfType<DeclaredFunction.OnTimer>()
                .OrderBy(function => function.Name, StringComparer.Ordinal)
                .Select(function => new TimerPump(function, client, clock)),
        ];
        var queues = functions.OfType<DeclaredFunction.OnMessage>()
            .Select(function => new QueuePump(function, bus, client, options, clock, log).Run(stop, abort.Token));
        var timers = pumps.Select(pump => pump.Run(stop, abort.Token));
        running.SetResult(new Running(pumps, client, stop, abort.Token));
        await Task.WhenAll([.. queues, .. timers]);
    }

    /// <summary>
    /// Moves the time, and fires what falls due on the way: see <see cref="ClockAdvance"/>. Begins once the host runs;
    /// one at a time. Returns how often each function was started meanwhile.
    /// </summary>
    /// <param name="moved">The clock that the host and the bus tell the time by.</param>
    /// <param name="by">How far.</param>
    /// <param name="dueAt">The first instant after another at which something is known to be due.</param>
    /// <param name="cancel">Ends it between two hops, as the end of the host does.</param>
    /// <exception cref="OperationCanceledException">What has been passed stays passed.</exception>
    /// <exception cref="IOException">The clock's file cannot be written; it stays at the last hop.</exception>
    public async Task<IReadOnlyDictionary<string, long>> Advance(
        SandboxClock moved, TimeSpan by, Func<DateTimeOffset, DateTimeOffset?> dueAt, CancellationToken cancel)
    {
        var host = await running.Task.WaitAsync(cancel);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.Stop);
        var before = host.Client.Posted;
        await new ClockAdvance(moved, bus, host.Timers, dueAt).Execute(by, ended.Token, host.Abort);
        return host.Client.Posted
            .Select(after => (after.Key, Times: after.Value - before.GetValueOrDefault(after.Key)))
            .Where(fired => fired.Times > 0)
            .ToDictionary(fired => fired.Key, fired => fired.Times);
    }

    private sealed record Running(
        IReadOnlyList<TimerPump> Timers, TriggerClient Client, CancellationToken Stop, CancellationToken Abort);
}
