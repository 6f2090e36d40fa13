using Fulgurite.Wallets;

namespace Fulgurite.Books;

/// <summary>A pure decision over a wallet's head and the rows that its command loaded.</summary>
public delegate BookDecision Decide(WalletHead head, DateTimeOffset now);
