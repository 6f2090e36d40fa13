using Fulgurite.Money;

namespace Fulgurite.Wallets;

/// <summary>What a wallet's head says beside its book.</summary>
/// <param name="CreditLimit">How far below zero it may go.</param>
/// <param name="State">Whether it takes on anything new.</param>
public sealed record WalletTerms(Msat CreditLimit, WalletState State);
