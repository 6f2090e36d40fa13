using System.Runtime.CompilerServices;

namespace Fulgurite.Storage;

/// <summary>
/// Reads ranges row by row, page after page. A page may be short, even empty, and not be the last one, so nothing
/// outside this file looks at pages.
/// </summary>
public static class RowRanges
{
    /// <summary>
    /// Every row of a range, in order. <see cref="RowQuery.Take"/> is the size of a page, not of the range; pages are
    /// read as they are needed. One storage transaction a page.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The rows so far are right; the rest was not read.</exception>
    public static async IAsyncEnumerable<Row> Read(
        this ITableStore tables, TableName table, RowQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        do
        {
            var page = await tables.Query(table, query, cancel);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    /// <summary>The first rows of a range, at most <see cref="RowQuery.Take"/> of them.</summary>
    /// <exception cref="StorageUnavailableException">Nothing is known.</exception>
    public static async Task<IReadOnlyList<Row>> ReadFirst(
        this ITableStore tables, TableName table, RowQuery query, CancellationToken cancel)
    {
        var rows = new List<Row>();
        await foreach (var row in tables.Read(table, query, cancel))
        {
            rows.Add(row);
            if (rows.Count == query.Take)
            {
                break;
            }
        }

        return rows;
    }
}
