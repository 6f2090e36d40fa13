using System.Globalization;
using System.Text.Json;
using Fulgurite.App.Host;
using Fulgurite.Messaging;

namespace Fulgurite.Worlds;

/// <summary>What the Functions host posts to a custom handler: bodies of messages as base64.</summary>
internal static class Envelope
{
    /// <summary>For a delivery of a message.</summary>
    public static Stream OfMessage(BusMessage message, int delivery) => Write(writer =>
    {
        writer.WriteStartObject("Data");
        writer.WriteBase64String(TriggerEnvelope.MessageBinding, message.Body.Span);
        writer.WriteEndObject();
        writer.WriteStartObject("Metadata");
        writer.WriteString("MessageId", $"\"{message.Id}\"");
        writer.WriteString("DeliveryCount", delivery.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    });

    /// <summary>For a tick.</summary>
    public static Stream OfTimer() => Write(writer =>
    {
        writer.WriteStartObject("Data");
        writer.WriteStartObject(TriggerEnvelope.TimerBinding);
        writer.WriteBoolean("IsPastDue", false);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static MemoryStream Write(Action<Utf8JsonWriter> members)
    {
        var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        bytes.Position = 0;
        return bytes;
    }
}
