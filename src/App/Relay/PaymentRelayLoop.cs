using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;

namespace Fulgurite.App.Relay;

/// <summary>
/// Keeps a node's hints about payments that ended flowing, beside the stream of settlements. Without them payments are
/// booked all the same, up to a minute later, so it makes little noise: a node that does not give them is told of once,
/// and asked again every hour.
/// </summary>
internal sealed partial class PaymentRelayLoop(TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RefusedWait = TimeSpan.FromHours(1);

    /// <summary>Runs until the token is cancelled.</summary>
    /// <param name="find">The node, found anew for each try.</param>
    /// <param name="stop">Ends it.</param>
    public async Task Run(Func<CancellationToken, Task<NodeUseCases>> find, CancellationToken stop)
    {
        var (wait, isTold) = (FirstWait, false);
        while (!stop.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            var tried = Relay(find, stop);
            await Quietly(tried);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            var failure = tried.Exception?.InnerException;
            if (failure is NodeRefusedException)
            {
                TellOnce(failure, ref isTold);
                await Quietly(Task.Delay(RefusedWait, clock, stop));
                continue;
            }

            wait = clock.GetElapsedTime(began) > LongestWait ? FirstWait : wait;
            Tell(failure, wait);
            await Quietly(Task.Delay(wait, clock, stop));
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    // Where paying is not configured there is nothing to hear, and nothing to tell of it.
    private async Task Relay(Func<CancellationToken, Task<NodeUseCases>> find, CancellationToken stop)
    {
        var listening = await find(stop);
        await (listening.Node.Paying is PayingNodeOff
            ? Task.Delay(Timeout.InfiniteTimeSpan, clock, stop)
            : listening.RelayPayments.Execute(stop));
    }

    private void TellOnce(Exception refusal, ref bool isTold)
    {
        if (!isTold)
        {
            Log.Refused(log, refusal.Message);
            isTold = true;
        }
    }

    private void Tell(Exception? failure, TimeSpan wait)
    {
        if (failure is null or NodeUnavailableException or BusUnavailableException or StorageUnavailableException)
        {
            Log.Interrupted(log, failure?.Message ?? "ended", wait);
        }
        else
        {
            Log.Broke(log, failure);
        }
    }

    // What a task throws is told by its caller.
    private static async Task Quietly(Task task) => await task.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private static partial class Log
    {
        [LoggerMessage(5004, LogLevel.Information, "Hints about payments were interrupted: {Why} Next try in {Wait}")]
        public static partial void Interrupted(ILogger log, string why, TimeSpan wait);

        [LoggerMessage(
            5005, LogLevel.Warning, "The node gives no hints about payments: {Why} They are booked a minute late")]
        public static partial void Refused(ILogger log, string why);

        [LoggerMessage(5006, LogLevel.Error, "The relay of payments met what it does not know")]
        public static partial void Broke(ILogger log, Exception failure);
    }
}
