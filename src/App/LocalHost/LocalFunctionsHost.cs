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
/// <param name="loggers">Where failed invocations are told.</param>
internal sealed class LocalFunctionsHost(
    IReadOnlyList<DeclaredFunction> functions,
    LocalMessageBus bus,
    LocalHostOptions options,
    TimeProvider clock,
    ILoggerFactory loggers)
{
    /// <summary>
    /// Runs until <paramref name="stop"/>, then waits for running invocations as long as the options allow. Messages
    /// given up after that come again in the next process. The app must listen already, and until this returns.
    /// </summary>
    public async Task Run(CancellationToken stop)
    {
        var log = loggers.CreateLogger("Fulgurite.LocalHost");
        using var client = new TriggerClient(options, clock, log);
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var _ = stop.Register(() => abort.CancelAfter(options.StopTimeout));

        var queues = functions.OfType<DeclaredFunction.OnMessage>()
            .Select(function => new QueuePump(function, bus, client, options, clock, log).Run(stop, abort.Token));
        var timers = functions.OfType<DeclaredFunction.OnTimer>()
            .Select(function => new TimerPump(function, client, clock).Run(stop, abort.Token));
        await Task.WhenAll([.. queues, .. timers]);
    }
}
