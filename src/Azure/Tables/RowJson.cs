namespace Fulgurite.Azure.Tables;

/// <summary>Words of the service's JSON.</summary>
internal static class RowJson
{
    /// <summary>Follows a column's name where its type is told.</summary>
    public const string TypeSuffix = "@odata.type";

    /// <summary>A 64-bit integer, as text.</summary>
    public const string Int64 = "Edm.Int64";

    /// <summary>An instant.</summary>
    public const string Instant = "Edm.DateTime";

    /// <summary>Bytes, in base64.</summary>
    public const string Binary = "Edm.Binary";

    /// <summary>ISO 8601 in UTC to 100 ns, all that the service keeps.</summary>
    public const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
}
