using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fulgurite.Messaging;

namespace Fulgurite.Azure.ServiceBus;

/// <summary>
/// The header of that name: one line of ASCII JSON. The service ignores names that it does not know, so a misspelt one
/// would be lost without an error. Source: "Message headers and properties", Service Bus REST.
/// </summary>
internal static class BrokerProperties
{
    /// <summary>The header's value.</summary>
    public static string Of(BusMessage message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("MessageId", message.Id);
            if (message.DeliverAt is { } deliverAt)
            {
                json.WriteString("ScheduledEnqueueTimeUtc", WholeSecond(deliverAt));
            }

            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(bytes.WrittenSpan);
    }

    // RFC 1123 has whole seconds. Rounded up: a message that came early would find that nothing is due yet.
    private static string WholeSecond(DateTimeOffset at)
    {
        var past = at.UtcTicks % TimeSpan.TicksPerSecond;
        var whole = past == 0 ? at : at.AddTicks(TimeSpan.TicksPerSecond - past);
        return whole.ToString("R", CultureInfo.InvariantCulture);
    }
}
