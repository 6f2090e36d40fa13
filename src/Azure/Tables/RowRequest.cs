using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// How a write is asked for, alone or as a part of a batch. Source: "Table service REST API", operations on entities.
/// </summary>
internal static class RowRequest
{
    /// <summary>
    /// The write that a batch is sent as, or null where it is sent as an entity group transaction. A single write goes
    /// as itself: the service does the same for it with less work. A deletion does not: it has no body, and
    /// <see cref="HttpClient"/> by itself repeats a request without one when a kept connection ends before the answer.
    /// If the first was applied, the second would find no row, and say that nothing was.
    /// </summary>
    public static RowWrite? Alone(RowBatch batch) =>
        batch.Writes is [{ Kind: not RowWriteKind.Delete } only] ? only : null;

    /// <summary>The verb.</summary>
    public static string Method(RowWrite write) => write.Kind switch
    {
        RowWriteKind.Insert => "POST",
        RowWriteKind.Replace or RowWriteKind.Put => "PUT",
        RowWriteKind.Merge => "PATCH",
        RowWriteKind.Delete => "DELETE",
    };

    /// <summary>The path below the endpoint, percent-encoded.</summary>
    public static string Path(TableName table, RowWrite write) =>
        write.Kind is RowWriteKind.Insert ? $"{table}" : KeyLiteral.RowPath(table, write.Key);

    /// <summary>
    /// The header that says what must be true; null where nothing must. Without If-Match a replacement would silently
    /// become an upsert, so each kind says here what it wants.
    /// </summary>
    public static (string Name, string Value)? Guard(RowWrite write) => write.Kind switch
    {
        RowWriteKind.Insert => ("Prefer", "return-no-content"),
        RowWriteKind.Put => null,
        RowWriteKind.Replace or RowWriteKind.Merge or RowWriteKind.Delete =>
            ("If-Match", write.Version?.Value ?? "*"),
    };
}
