using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fulgurite.Events;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// The bodies of webhooks around a payment object. Text is written as it is, not escaped: it is stored and sent many
/// times, and nobody sniffs it.
/// </summary>
internal static class WebhookText
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>In the contract's own form.</summary>
    public static byte[] Voltage(PaymentEvent happened, byte[] payment)
    {
        var (category, word) = EventNames.Of(happened);
        return Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", category);
            writer.WriteStartObject("detail");
            writer.WriteString("event", word);
            WriteData(writer, payment);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    /// <summary>In the form of Standard Webhooks.</summary>
    public static byte[] Standard(PaymentEvent happened, DateTimeOffset at, byte[] payment) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", EventNames.Dotted(happened));
        writer.WriteString("timestamp", VoltageTime.TextOf(at));
        WriteData(writer, payment);
        writer.WriteEndObject();
    });

    /// <summary>Any JSON, compact.</summary>
    public static byte[] Compact(JsonElement json) => Write(json.WriteTo);

    private static void WriteData(Utf8JsonWriter writer, byte[] payment)
    {
        using var document = JsonDocument.Parse(payment);
        writer.WritePropertyName("data");
        document.RootElement.WriteTo(writer);
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
