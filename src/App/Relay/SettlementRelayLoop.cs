using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Relay;

/// <summary>
/// Keeps a node's stream of settlements flowing to the bus: whatever breaks, it waits a little longer each time, up to
/// half a minute, and begins again at the cursor.
/// </summary>
internal sealed partial class SettlementRelayLoop(TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Runs until the token is cancelled.</summary>
    /// <param name="find">The node, found anew for each try.</param>
    /// <param name="stop">Ends it.</param>
    public async Task Run(Func<CancellationToken, Task<NodeUseCases>> find, CancellationToken stop)
    {
        var wait = FirstWait;
        while (!stop.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            var why = await RelayOnce(find, stop);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            // A stream that held for a while was healthy: the next wait is short again.
            wait = clock.GetElapsedTime(began) > LongestWait ? FirstWait : wait;
            Log.Interrupted(log, why, wait);
            await Task.Delay(wait, clock, stop).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    // Nobody waits for the loop until the process stops, so whatever a try throws is told here, and tried again.
    private async Task<string> RelayOnce(Func<CancellationToken, Task<NodeUseCases>> find, CancellationToken stop)
    {
        var relay = Relay(find, stop);
        await relay.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var failure = relay.Exception?.InnerException;
        if (failure is not (null or NodeUnavailableException or NodeRefusedException or BusUnavailableException
            or StorageUnavailableException or SecretsUnavailableException))
        {
            Log.Broke(log, failure);
        }

        return failure?.Message ?? "ended";
    }

    private async Task Relay(Func<CancellationToken, Task<NodeUseCases>> find, CancellationToken stop)
    {
        var listening = await find(stop);
        var info = await listening.Node.Identify(stop);
        Log.Connected(log, info.Alias, info.Id.Hex);
        await listening.RelaySettlements.Execute(info.Id, stop);
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Information, "Relaying settlements of node {Alias} ({Node})")]
        public static partial void Connected(ILogger log, string alias, string node);

        [LoggerMessage(5002, LogLevel.Warning, "The relay was interrupted: {Why} Next try in {Wait}")]
        public static partial void Interrupted(ILogger log, string why, TimeSpan wait);

        [LoggerMessage(5003, LogLevel.Error, "The relay met what it does not know")]
        public static partial void Broke(ILogger log, Exception failure);
    }
}
