using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// Keys as they stand in URLs: quotes doubled, then everything but unreserved characters percent-encoded.
/// Source: "Query operators supported for the Table service", RFC 3986 section 2.3.
/// </summary>
internal static class KeyLiteral
{
    /// <summary>The quoted literal, percent-encoded.</summary>
    public static string Encode(string key) => Uri.EscapeDataString(Quote(key));

    /// <summary>The quoted literal of a filter, not yet percent-encoded.</summary>
    public static string Quote(string key) => $"'{key.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The path of one row, percent-encoded: <c>table(PartitionKey='p',RowKey='r')</c>.</summary>
    public static string RowPath(TableName table, RowKey key)
    {
        var partition = Uri.EscapeDataString(key.Partition.Replace("'", "''", StringComparison.Ordinal));
        var row = Uri.EscapeDataString(key.Row.Replace("'", "''", StringComparison.Ordinal));
        return $"{table}(PartitionKey='{partition}',RowKey='{row}')";
    }
}
