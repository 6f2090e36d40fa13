using Azure;
using Azure.Core;

namespace Fulgurite.Worlds;

/// <summary>
/// The waits of the production client's default. Their jitter is drawn from the seed, so Azure.Core adds none.
/// </summary>
internal sealed class WorldBackoff(Dice dice) : DelayStrategy(Longest, jitterFactor: 0)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber)
    {
        var delay = Shortest * (1 << Math.Min(retryNumber - 1, 10));
        return dice.Between(delay * 0.8, delay * 1.2);
    }
}
