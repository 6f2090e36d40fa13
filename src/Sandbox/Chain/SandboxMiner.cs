namespace Fulgurite.Sandbox.Chain;

/// <summary>Mines a block of the sandbox chain whenever something has waited for one.</summary>
public sealed class SandboxMiner(SandboxChain chain, TimeProvider clock)
{
    /// <summary>The time between two blocks where something waits.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Runs until the token is cancelled, and returns then.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, clock, stop);
                if (chain.Waiting > 0)
                {
                    chain.Mine(1);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped between two blocks.
        }
    }
}
