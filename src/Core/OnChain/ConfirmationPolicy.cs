using System.Collections.Immutable;
using Fulgurite.Money;

namespace Fulgurite.OnChain;

/// <summary>
/// How many confirmations an output needs before it is credited: the more it holds, the more it would be worth to undo
/// the blocks above it.
/// </summary>
/// <param name="Steps">
/// In rising order: outputs below an amount need so many confirmations. What holds more than every step needs
/// <paramref name="Otherwise"/>.
/// </param>
/// <param name="Otherwise">For the largest outputs.</param>
public sealed record ConfirmationPolicy(ImmutableArray<(Msat Below, int Confirmations)> Steps, int Otherwise)
{
    /// <summary>1 below 0.01 BTC, 3 below 0.1 BTC, else 6.</summary>
    public static readonly ConfirmationPolicy Default =
        new([(Msat.FromSats(1_000_000), 1), (Msat.FromSats(10_000_000), 3)], 6);

    /// <summary>1 for everything: where blocks are mined by whoever waits for them.</summary>
    public static readonly ConfirmationPolicy Sandbox = new([], 1);

    /// <summary>How many an output of this amount needs; at least 1.</summary>
    public int RequiredFor(Msat amount)
    {
        foreach (var (below, confirmations) in Steps)
        {
            if (amount < below)
            {
                return confirmations;
            }
        }

        return Otherwise;
    }
}
