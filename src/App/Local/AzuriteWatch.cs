using Fulgurite.Sandbox.Azurite;

namespace Fulgurite.App.Local;

/// <summary>
/// Starts Azurite again where somebody else ended it, so that a local run gets over it as a deployment gets over an
/// outage of its storage account: meanwhile calls are answered 503, and messages are put off.
/// </summary>
internal sealed partial class AzuriteWatch(AzuriteProcess azurite, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(30);

    /// <summary>Runs until the token is cancelled, and then returns.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Look, clock, stop);
                if (azurite.HasEnded)
                {
                    HasEnded(log);
                    await StartAgain(stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run ends, and stops Azurite itself.
        }
    }

    private async Task StartAgain(CancellationToken stop)
    {
        for (var delay = RetryDelayMin; ; delay = delay * 2 < RetryDelayMax ? delay * 2 : RetryDelayMax)
        {
            try
            {
                await azurite.StartAgain(stop);
                return;
            }
            catch (LocalToolException failure)
            {
                DoesNotStart(log, failure.Message, delay.TotalSeconds);
                await Task.Delay(delay, clock, stop);
            }
        }
    }

    [LoggerMessage(1200, LogLevel.Warning, "Azurite has ended: starting it again in the same folder and on its port.")]
    private static partial void HasEnded(ILogger log);

    [LoggerMessage(1201, LogLevel.Error, "Azurite does not start: {Problem} Trying again in {Seconds} s.")]
    private static partial void DoesNotStart(ILogger log, string problem, double seconds);
}
