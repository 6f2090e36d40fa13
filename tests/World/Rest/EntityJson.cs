using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fulgurite.Storage;

namespace Fulgurite.Worlds.Rest;

/// <summary>
/// Rows as the service's JSON at <c>odata=minimalmetadata</c>, without Timestamp, which nobody here reads. A column's
/// type stands directly before the column. Shares nothing with the client.
/// Source: "Payload format for Table service operations".
/// </summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    /// <summary>The row of a request's body.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static (RowKey Key, RowFields Fields) Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var entity = json.RootElement;
            var fields = new RowFields();
            var (annotated, type) = ("", (string?)null);
            foreach (var property in entity.EnumerateObject())
            {
                var name = property.Name;
                if (name.EndsWith(TypeSuffix, StringComparison.Ordinal))
                {
                    (annotated, type) = (name[..^TypeSuffix.Length], property.Value.GetString());
                }
                else if (name is not ("PartitionKey" or "RowKey"))
                {
                    Add(fields, name, property.Value, name == annotated ? type : null);
                }
            }

            return (new RowKey(Key(entity, "PartitionKey"), Key(entity, "RowKey")), fields);
        }
        catch (JsonException broken)
        {
            throw new FormatException(broken.Message, broken);
        }
    }

    /// <summary>The name of a table that is to be created.</summary>
    public static TableName ReadTable(string body)
    {
        using var json = JsonDocument.Parse(body);
        return new TableName(Key(json.RootElement, "TableName"));
    }

    /// <summary>One row's answer.</summary>
    public static string Write(Row row) => Written(json => WriteRow(json, row));

    /// <summary>A page's.</summary>
    public static string Write(IReadOnlyList<Row> rows) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("value");
        foreach (var row in rows)
        {
            WriteRow(json, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Key(JsonElement entity, string name) =>
        entity.TryGetProperty(name, out var key) && key.ValueKind == JsonValueKind.String
            ? key.GetString()! : throw new FormatException($"An entity has a {name}.");

    private static void Add(RowFields fields, string name, JsonElement value, string? type)
    {
        switch (value.ValueKind, type)
        {
            case (JsonValueKind.True or JsonValueKind.False, null):
                fields.Add(name, value.GetBoolean());
                break;
            case (JsonValueKind.Number, null):
                fields.Add(name, value.GetInt32());
                break;
            case (JsonValueKind.String, null):
                fields.Add(name, value.GetString());
                break;
            case (JsonValueKind.String, "Edm.Int64"):
                fields.Add(name, long.Parse(value.GetString()!, CultureInfo.InvariantCulture));
                break;
            case (JsonValueKind.String, "Edm.DateTime"):
                fields.Add(name, DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture));
                break;
            case (JsonValueKind.String, "Edm.Binary"):
                fields.Add(name, value.GetBytesFromBase64());
                break;
            default:
                throw new FormatException($"{name} is no value of the type {type}.");
        }
    }

    private static void WriteRow(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        json.WriteString("odata.etag", row.Version.Value);
        json.WriteString("PartitionKey", row.Key.Partition);
        json.WriteString("RowKey", row.Key.Row);
        foreach (var (name, value) in row.Fields)
        {
            Write(json, name, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case long integer:
                Write(json, name, "Edm.Int64", integer.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset instant:
                Write(json, name, "Edm.DateTime", instant.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
                break;
            default:
                Write(json, name, "Edm.Binary", Convert.ToBase64String((byte[])value));
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, value);
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
