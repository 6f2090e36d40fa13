using System.Globalization;
using System.Text.Json;
using Fulgurite.Storage;

namespace Fulgurite.Azure.Tables;

/// <summary>
/// A row as the service's JSON, on one line and in ASCII (Azurite's batch parser needs the one, and the other keeps
/// every parser on the way honest). Source: "Payload format for Table service operations".
/// </summary>
internal static class RowJsonWriter
{
    /// <summary>Writes the keys and columns.</summary>
    public static void Write(Utf8JsonWriter json, RowKey key, RowFields fields)
    {
        json.WriteStartObject();
        json.WriteString("PartitionKey", key.Partition);
        json.WriteString("RowKey", key.Row);
        foreach (var (name, value) in fields)
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
                // JSON numbers lose digits above 2^53 in many readers: the service wants text.
                json.WriteString(name + RowJson.TypeSuffix, RowJson.Int64);
                json.WriteString(name, integer.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset instant:
                json.WriteString(name + RowJson.TypeSuffix, RowJson.Instant);
                json.WriteString(name, instant.UtcDateTime.ToString(RowJson.InstantForm, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(name + RowJson.TypeSuffix, RowJson.Binary);
                json.WriteBase64String(name, (byte[])value);
                break;
        }
    }
}
