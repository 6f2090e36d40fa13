using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Wallets;

/// <summary>Something that happened in a wallet, as its event log tells it.</summary>
/// <param name="Wallet">Where.</param>
/// <param name="Sequence">Its number, from 1, without gaps.</param>
/// <param name="Id">Names it.</param>
/// <param name="Type">In the past tense.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Data">All its columns.</param>
public sealed record WalletEvent(
    WalletId Wallet, long Sequence, Guid Id, string Type, DateTimeOffset At, RowFields Data);
