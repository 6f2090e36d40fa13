using System.Globalization;
using System.Text;

namespace Fulgurite.Worlds.Rest;

/// <summary>
/// Continuations in the form of the cloud's, whose characters must be escaped in a URL. A token without a row key
/// begins the range again. Source: "Query timeout and pagination".
/// </summary>
internal static class PageToken
{
    /// <summary>The query parameter of the row to go on from.</summary>
    public const string RowParameter = "NextRowKey";

    private const string PartitionParameter = "NextPartitionKey";
    private const string Prefix = "x-ms-continuation-";

    /// <summary>The headers that name a partition, and a row where there is one.</summary>
    public static IReadOnlyList<(string Name, string Value)> Headers(string partition, string? row) => row is null
        ? [(Prefix + PartitionParameter, Write(partition))]
        : [(Prefix + PartitionParameter, Write(partition)), (Prefix + RowParameter, Write(row))];

    /// <summary>The key of a token.</summary>
    /// <exception cref="FormatException">It is not one of ours, or was damaged.</exception>
    public static string Read(string token) => token.Split('!') is ["1", var length, var encoded]
        && encoded.Length.ToString(CultureInfo.InvariantCulture) == length
            ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded))
            : throw new FormatException($"No continuation of this service: {token}");

    private static string Write(string key)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
        return string.Create(CultureInfo.InvariantCulture, $"1!{encoded.Length}!{encoded}");
    }
}
