namespace Fulgurite.Listings;

/// <summary>A page of a wallet's statement.</summary>
/// <param name="Lines">In the order asked for.</param>
/// <param name="Total">Lines of the whole statement that were asked for, exactly.</param>
public sealed record StatementPage(IReadOnlyList<StatementLine> Lines, long Total);
