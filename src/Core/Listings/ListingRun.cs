using Fulgurite.Identity;

namespace Fulgurite.Listings;

/// <summary>Neighbours in a wallet's listing: a counted block, or what is newer than the last of them.</summary>
/// <param name="Wallet">Whose.</param>
/// <param name="First">The place of its newest payment.</param>
/// <param name="Last">The place of its oldest.</param>
/// <param name="Count">How many there are, from 1.</param>
public sealed record ListingRun(WalletId Wallet, string First, string Last, int Count)
{
    /// <summary>Its payments, newest first, where counting took reading them; null for a counted block.</summary>
    public IReadOnlyList<ListedPayment>? Payments { get; init; }
}
