using Fulgurite.Identity;
using Fulgurite.Ledger;

namespace Fulgurite.Cycles;

/// <summary>
/// A wallet's book as a cycle began: everything before it is in it, nothing after. Two of them bound what a bill is
/// about. A wallet in which nothing moved has none for the cycles in between; the next one is the same as those would
/// be.
/// </summary>
/// <param name="Wallet">Whose.</param>
/// <param name="At">When the cycle began: midnight UTC.</param>
/// <param name="Sequence">The last journal line before; 0 before the first.</param>
/// <param name="ChainHash">That line's hash.</param>
/// <param name="Balances">After that line.</param>
/// <param name="Turnover">After that line.</param>
public sealed record CycleOpening(
    WalletId Wallet, DateTimeOffset At, long Sequence, string ChainHash, Balances Balances, Turnover Turnover);
