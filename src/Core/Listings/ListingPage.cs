namespace Fulgurite.Listings;

/// <summary>A page of a listing.</summary>
/// <param name="Payments">In the order that was asked for.</param>
/// <param name="Total">How many there are in all; null where only this page was looked for.</param>
/// <param name="HasMore">Whether others follow.</param>
public sealed record ListingPage(IReadOnlyList<ListedPayment> Payments, long? Total, bool HasMore);
