using Fulgurite.Storage;

namespace Fulgurite.Worlds.Rest;

/// <summary>One write as it was asked for. Source: "Table service REST API", operations on entities.</summary>
/// <param name="Method">The verb of HTTP.</param>
/// <param name="Key">The row.</param>
/// <param name="Fields">The columns; none for a deletion.</param>
/// <param name="IfMatch">The version that it must have, or <c>*</c>; null where nothing was said.</param>
internal sealed record AskedWrite(string Method, RowKey Key, RowFields Fields, string? IfMatch)
{
    private const string Any = "*";

    /// <summary>In a word.</summary>
    public string Verb => (Method, IfMatch) switch
    {
        ("POST", _) => "insert",
        ("PUT", null) => "put",
        ("PUT", _) => "replace",
        ("DELETE", _) => "delete",
        _ => "merge",
    };

    /// <summary>Understands a request to write.</summary>
    /// <exception cref="FormatException">The service does not document it.</exception>
    public static (TableName Table, AskedWrite Write) Read(TableRequest request)
    {
        var ifMatch = request.Header("If-Match");
        if (request.Method == "POST")
        {
            var (inserted, columns) = EntityJson.Read(request.Body);
            return (new TableName(request.Path), new AskedWrite("POST", inserted, columns, null));
        }

        var (table, key) = ReadAddress(request.Path);
        if (request.Method == "DELETE")
        {
            return (table, new AskedWrite("DELETE", key, [], ifMatch ?? throw Malformed("a deletion has If-Match")));
        }

        var (stated, fields) = EntityJson.Read(request.Body);
        return request.Method is "PUT" or "PATCH" && stated == key
            ? (table, new AskedWrite(request.Method, key, fields, ifMatch))
            : throw Malformed("a PUT or PATCH of the row that its body names");
    }

    /// <summary>The address of a row: <c>table(PartitionKey='p',RowKey='r')</c>, percent-encoded.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static (TableName Table, RowKey Key) ReadAddress(string path)
    {
        var text = Uri.UnescapeDataString(path);
        var at = Math.Max(0, text.IndexOf('(', StringComparison.Ordinal));
        var table = text[..at];
        ODataLiteral.Skip(text, "(PartitionKey=", ref at);
        var partition = ODataLiteral.Read(text, ref at);
        ODataLiteral.Skip(text, ",RowKey=", ref at);
        var row = ODataLiteral.Read(text, ref at);
        ODataLiteral.Skip(text, ")", ref at);
        return at == text.Length
            ? (new TableName(table), new RowKey(partition, row))
            : throw Malformed("an address ends after its keys");
    }

    /// <summary>The same for the store: without If-Match a replacement or merge also creates.</summary>
    public RowWrite For(WorldTables tables, TableName table) => (Method, IfMatch) switch
    {
        ("POST", _) => RowWrite.Insert(Key, Fields),
        ("PUT", null) => RowWrite.Put(Key, Fields),
        ("PUT", Any) => RowWrite.Replace(Key, Fields, tables.Get(table, Key)?.Version ?? new ETag("")),
        ("PUT", _) => RowWrite.Replace(Key, Fields, new ETag(IfMatch)),
        ("DELETE", Any) => RowWrite.DeleteAny(Key),
        ("DELETE", _) => RowWrite.Delete(Key, new ETag(IfMatch!)),
        (_, null) => tables.Get(table, Key) is null ? RowWrite.Put(Key, Fields) : RowWrite.MergeAny(Key, Fields),
        (_, Any) => RowWrite.MergeAny(Key, Fields),
        _ => RowWrite.Merge(Key, Fields, new ETag(IfMatch)),
    };

    private static FormatException Malformed(string rule) => new($"What must be: {rule}.");
}
