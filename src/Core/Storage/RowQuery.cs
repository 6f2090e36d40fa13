namespace Fulgurite.Storage;

/// <summary>A range of one partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="From">The first row key of the range, inclusive; empty begins at the partition's first row.</param>
/// <param name="Before">The end of the range, exclusive; null goes on to the partition's last row.</param>
/// <param name="Take">Rows a page, 1 to 1,000.</param>
/// <param name="Continuation">From the page before; null for the first page.</param>
public sealed record RowQuery(
    string Partition, string From = "", string? Before = null, int Take = 1000, string? Continuation = null)
{
    /// <summary>
    /// Every row whose key begins with <paramref name="prefix"/>, which ends in <c>|</c>: the next character after
    /// <c>|</c> bounds the range.
    /// </summary>
    public static RowQuery Prefix(string partition, string prefix, int take = 1000)
    {
        Invariant.Holds(prefix.EndsWith('|'), "a row key prefix ends in |");
        return new RowQuery(partition, prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), "}"), take);
    }
}
