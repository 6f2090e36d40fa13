using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.App.Relay;

/// <summary>
/// Relays for customers' own nodes: one for each line that has one, begun within half a minute of its making. One that
/// is away keeps trying by itself.
/// </summary>
internal sealed partial class OwnNodeRelays(TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Dictionary<LineOfCreditId, Task> running = [];

    /// <summary>Runs until the token is cancelled; not at all where there can be none.</summary>
    /// <param name="built">The engine, once there is one.</param>
    /// <param name="stop">Ends it.</param>
    public async Task Run(Task<Engine> built, CancellationToken stop)
    {
        await Quietly(built.WaitAsync(stop));
        if (stop.IsCancellationRequested || (await built).Ports.Connections is null)
        {
            return;
        }

        while (!stop.IsCancellationRequested)
        {
            await Begin(await built, stop);
            await Quietly(Task.Delay(Pause, clock, stop));
        }

        await Task.WhenAll(running.Values);
    }

    // Those that are new since the last look.
    private async Task Begin(Engine engine, CancellationToken stop)
    {
        try
        {
            await foreach (var line in engine.Credit.Nodes.Lines(stop))
            {
                if (!running.ContainsKey(line))
                {
                    running[line] = Relay(engine, line, stop);
                }
            }
        }
        catch (StorageUnavailableException failure)
        {
            Log.NotListed(log, failure.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private Task Relay(Engine engine, LineOfCreditId line, CancellationToken stop)
    {
        async Task<NodeUseCases> Find(CancellationToken cancel) =>
            await engine.Credit.Nodes.Find(line, cancel) is { } node
                ? engine.ListenTo(node)
                : throw new NodeUnavailableException($"Line {line} is not made yet.");

        return Task.WhenAll(
            new SettlementRelayLoop(clock, log).Run(Find, stop), new PaymentRelayLoop(clock, log).Run(Find, stop));
    }

    // What a task throws is told by its caller.
    private static async Task Quietly(Task task) => await task.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private static partial class Log
    {
        [LoggerMessage(5009, LogLevel.Warning, "Customers' own nodes could not be listed: {Why}")]
        public static partial void NotListed(ILogger log, string why);
    }
}
