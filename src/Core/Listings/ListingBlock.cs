namespace Fulgurite.Listings;

/// <summary>A run of a wallet's listed payments that is counted: nothing is inserted into it any more.</summary>
/// <param name="Number">From 0, the oldest.</param>
/// <param name="First">The place of its newest payment.</param>
/// <param name="Last">The place of its oldest.</param>
/// <param name="Count">How many there are.</param>
public sealed record ListingBlock(int Number, string First, string Last, int Count);
