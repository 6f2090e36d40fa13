using Fulgurite.Money;

namespace Fulgurite.Wallets;

/// <summary>A change of a wallet; what is null stays as it is.</summary>
/// <param name="Name">3 to 256 characters.</param>
/// <param name="Limit">How far below zero it may go from then on.</param>
/// <param name="Metadata">All the notes that it has from then on.</param>
public sealed record WalletEdit(string? Name, Msat? Limit, Metadata? Metadata);
