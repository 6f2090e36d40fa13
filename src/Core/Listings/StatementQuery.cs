namespace Fulgurite.Listings;

/// <summary>Which lines of a wallet's statement are asked for.</summary>
/// <param name="Offset">Lines to skip, from 0.</param>
/// <param name="Limit">Lines a page, from 1.</param>
/// <param name="IsOldestFirst">The order; else newest first.</param>
public sealed record StatementQuery(long Offset, int Limit, bool IsOldestFirst)
{
    /// <summary>Only lines about this invoice or payment.</summary>
    public string? Reference { get; init; }

    /// <summary>Only lines from then on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only lines until then, that instant included.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>True when every line is asked for.</summary>
    public bool IsWhole => Reference is null && From is null && Until is null;
}
