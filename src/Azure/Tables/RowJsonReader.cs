using System.Globalization;
using System.Text.Json;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// Rows from the service's JSON at <c>odata=minimalmetadata</c>: the level that tells each row's ETag, and the types
/// that JSON itself cannot tell. A column's type stands directly before the column.
/// </summary>
internal static class RowJsonReader
{
    /// <summary>One row.</summary>
    public static Row Read(JsonElement entity)
    {
        string? partition = null, row = null, version = null, type = null;
        var fields = new RowFields();
        foreach (var property in entity.EnumerateObject())
        {
            switch (property.Name)
            {
                case "odata.etag":
                    version = property.Value.GetString();
                    break;
                case "PartitionKey":
                    partition = property.Value.GetString();
                    break;
                case "RowKey":
                    row = property.Value.GetString();
                    break;
                case var name when name.EndsWith(RowJson.TypeSuffix, StringComparison.Ordinal):
                    type = property.Value.GetString();
                    continue;
                case var name when IsColumn(name):
                    Add(fields, name, type, property.Value);
                    break;
            }

            type = null;
        }

        Invariant.Holds(partition is not null && row is not null && version is not null, "a row has keys and version");
        return new Row(new RowKey(partition, row), new ETag(version), fields);
    }

    /// <summary>The rows of a query's answer.</summary>
    public static IReadOnlyList<Row> ReadPage(JsonElement answer) =>
        [.. answer.GetProperty("value").EnumerateArray().Select(Read)];

    private static bool IsColumn(string name) =>
        name != "Timestamp" && !name.StartsWith("odata.", StringComparison.Ordinal);

    private static void Add(RowFields fields, string name, string? type, JsonElement value)
    {
        switch (value.ValueKind, type)
        {
            case (JsonValueKind.Null, _):
                break;
            case (JsonValueKind.True or JsonValueKind.False, _):
                fields.Add(name, value.GetBoolean());
                break;
            case (JsonValueKind.Number, _):
                fields.Add(name, value.GetInt64());
                break;
            case (_, RowJson.Int64):
                fields.Add(name, long.Parse(value.GetString() ?? "", CultureInfo.InvariantCulture));
                break;
            case (_, RowJson.Instant):
                fields.Add(name, Instant(value.GetString() ?? ""));
                break;
            case (_, RowJson.Binary):
                fields.Add(name, value.GetBytesFromBase64());
                break;
            default:
                fields.Add(name, value.GetString());
                break;
        }
    }

    // Answers drop trailing zeros of the fraction, and the fraction.
    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
