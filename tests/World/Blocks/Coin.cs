using Fulgurite.Bitcoin;
using Fulgurite.Money;

namespace Fulgurite.Worlds.Blocks;

/// <summary>An output that the node's wallet can spend, or could.</summary>
/// <param name="Place">Which output of which transaction.</param>
/// <param name="Amount">What it holds.</param>
/// <param name="Source">The transaction that made it; null for what the operator had from the beginning.</param>
internal sealed record Coin(OutPoint Place, Msat Amount, WorldTransaction? Source)
{
    /// <summary>The transaction that spends it; null while none is published that does.</summary>
    public WorldTransaction? SpentBy { get; set; }

    /// <summary>Until when it is set aside for a transaction that was prepared.</summary>
    public DateTimeOffset SetAsideUntil { get; set; }

    /// <summary>True while there is such a coin: its transaction was not replaced by another.</summary>
    public bool IsThere => Source is not { IsGone: true };

    /// <summary>True while it is in a block and nothing spends it.</summary>
    public bool IsSpendable => SpentBy is null && IsThere && (Source is null || Source.Height is not null);
}
