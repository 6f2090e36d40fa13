using Azure;
using Azure.Core;

namespace Fulgurite.Worlds;

/// <summary>The waits of the production client's default, their jitter drawn from the seed.</summary>
internal sealed class WorldBackoff(Dice dice) : DelayStrategy
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber)
    {
        var delay = TimeSpan.FromMilliseconds(100 * (1 << Math.Min(retryNumber - 1, 10)));
        return dice.Between(delay * 0.8, delay * 1.2) is var drawn && drawn < Longest ? drawn : Longest;
    }
}
