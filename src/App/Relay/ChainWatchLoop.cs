using Fulgurite.Lightning;
using Fulgurite.OnChain;
using Fulgurite.Storage;

namespace Fulgurite.App.Relay;

/// <summary>
/// Looks at the chain every few seconds, so that receipts are noticed and credited soon. Without it Reconcile does it
/// once a minute, so it makes little noise: a trouble is told of when it begins.
/// </summary>
internal sealed partial class ChainWatchLoop(TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private string? trouble;

    /// <summary>Runs until the token is cancelled; not at all where the chain is not configured.</summary>
    /// <param name="built">The engine, once there is one.</param>
    /// <param name="stop">Ends it.</param>
    public async Task Run(Task<Engine> built, CancellationToken stop)
    {
        await Quietly(built.WaitAsync(stop));
        if (stop.IsCancellationRequested || (await built).OnChain.Watch is not { } watch)
        {
            return;
        }

        while (!stop.IsCancellationRequested)
        {
            Tell(await Look(watch, stop));
            await Quietly(Task.Delay(Pause, clock, stop));
        }
    }

    private static async Task<Exception?> Look(WatchChain watch, CancellationToken stop)
    {
        var looked = watch.Execute(stop);
        await Quietly(looked);
        if (!looked.IsCompletedSuccessfully)
        {
            return stop.IsCancellationRequested ? null : looked.Exception?.InnerException;
        }

        return (await looked).FirstFailure?.Exception?.InnerException;
    }

    private void Tell(Exception? failure)
    {
        if (failure is not (null or NodeUnavailableException or NodeRefusedException or StorageUnavailableException))
        {
            Log.Broke(log, failure);
        }
        else if (failure is not null && trouble is null)
        {
            Log.Interrupted(log, failure.Message);
        }

        trouble = failure?.Message;
    }

    // What a task throws is told by its caller.
    private static async Task Quietly(Task task) => await task.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private static partial class Log
    {
        [LoggerMessage(5007, LogLevel.Warning, "The chain could not be looked at: {Why} It is tried every 5 seconds")]
        public static partial void Interrupted(ILogger log, string why);

        [LoggerMessage(5008, LogLevel.Error, "The look at the chain met what it does not know")]
        public static partial void Broke(ILogger log, Exception failure);
    }
}
