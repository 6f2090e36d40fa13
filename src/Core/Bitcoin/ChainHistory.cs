using System.Collections.Immutable;

namespace Fulgurite.Bitcoin;

/// <summary>What a wallet has seen on the chain.</summary>
/// <param name="Height">The height of the best block when the reading began.</param>
/// <param name="Transactions">Those that were asked for, in no order; each once.</param>
public sealed record ChainHistory(int Height, ImmutableArray<ChainTransaction> Transactions);
