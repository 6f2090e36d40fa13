using System.Collections.Immutable;

namespace Fulgurite.Bitcoin;

/// <summary>A transaction that a wallet has to do with, as it is now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Outputs">Those that pay the wallet, its own change among them, in order.</param>
/// <param name="Confirmations">
/// Blocks from its own to the best one, both counted; 0 while it is in none. It can fall: see
/// <see cref="IChainWallet"/>.
/// </param>
/// <param name="BlockHeight">The height of its block; null while it is in none.</param>
/// <param name="SeenAt">The block's time, or when the wallet first saw it: whole seconds.</param>
/// <param name="Label">What the wallet's records say of it; empty for nothing.</param>
public sealed record ChainTransaction(
    OnChainTransactionId Id,
    ImmutableArray<ChainOutput> Outputs,
    int Confirmations,
    int? BlockHeight,
    DateTimeOffset SeenAt,
    string Label)
{
    /// <summary>What it spends; none where the node does not tell.</summary>
    public ImmutableArray<OutPoint> Inputs { get; init; } = [];
}
