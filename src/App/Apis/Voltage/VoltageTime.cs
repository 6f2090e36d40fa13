using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// Instants of the contract: RFC 3339 in UTC with microseconds, such as <c>2026-01-05T10:00:00.000001Z</c>.
/// </summary>
internal sealed class VoltageTime : JsonConverter<DateTimeOffset>
{
    /// <summary>The text of an instant.</summary>
    public static string TextOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TextOf(value));
}
