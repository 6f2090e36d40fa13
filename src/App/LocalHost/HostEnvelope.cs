using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fulgurite.Sandbox.LocalBus;

namespace Fulgurite.App.LocalHost;

/// <summary>
/// The bodies that the Functions host posts to a custom handler, with its oddities: numbers are strings, strings are
/// JSON strings inside JSON strings, instants are cut to seconds (contract: Azure Functions custom handlers, request
/// payload).
/// </summary>
internal static class HostEnvelope
{
    private const string Seconds = "yyyy-MM-ddTHH:mm:ss";
    private const string RoundTrip = "yyyy-MM-ddTHH:mm:ss.FFFFFFFK";

    // Service Bus keeps a message this long where the queue says nothing else.
    private static readonly TimeSpan TimeToLive = TimeSpan.FromDays(14);
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A Service Bus message for a binding with <c>"dataType": "binary"</c>.</summary>
    public static byte[] OfMessage(DeclaredFunction.OnMessage function, LockedMessage locked, HostMoment moment) =>
        Write(function, moment, json => json.WriteBase64StringValue(locked.Message.Body.Span), json =>
        {
            var message = locked.Message;
            json.WriteString("MessageId", Quoted(message.Id));
            json.WriteString("DeliveryCount", Number(locked.DeliveryCount));
            json.WriteString("SequenceNumber", Number(message.SequenceNumber));
            json.WriteString("LockToken", Quoted(HostMoment.IdOf(0, locked.LockToken).ToString()));
            WriteInstant(json, "EnqueuedTime", message.AvailableAt);
            WriteInstant(json, "ExpiresAt", message.AvailableAt + TimeToLive);
            foreach (var empty in (string[])["ApplicationProperties", "UserProperties", "MessageReceiver",
                "MessageActions", "Client"])
            {
                json.WriteStartObject(empty);
                json.WriteEndObject();
            }
        });

    /// <summary>A tick.</summary>
    public static byte[] OfTimer(DeclaredFunction.OnTimer function, TimerStatus? status, HostMoment moment) =>
        Write(function, moment, json => WriteTimer(json, status), _ => { });

    private static byte[] Write(
        DeclaredFunction function, HostMoment moment, Action<Utf8JsonWriter> data, Action<Utf8JsonWriter> metadata)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, Plain);
        json.WriteStartObject();
        json.WriteStartObject("Data");
        json.WritePropertyName(function.Binding);
        data(json);
        json.WriteEndObject();
        json.WriteStartObject("Metadata");
        metadata(json);
        json.WriteStartObject("sys");
        json.WriteString("MethodName", function.Name);
        json.WriteString("UtcNow", Format(moment.Now, RoundTrip));
        json.WriteString("RandGuid", moment.Id);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }

    private static void WriteTimer(Utf8JsonWriter json, TimerStatus? status)
    {
        json.WriteStartObject();
        json.WriteStartObject("Schedule");
        json.WriteBoolean("AdjustForDST", true);
        json.WriteEndObject();
        if (status is null)
        {
            json.WriteNull("ScheduleStatus");
        }
        else
        {
            json.WriteStartObject("ScheduleStatus");
            json.WriteString("Last", Format(status.LastAt, RoundTrip));
            json.WriteString("Next", Format(status.NextAt, RoundTrip));
            json.WriteString("LastUpdated", Format(status.LastAt, RoundTrip));
            json.WriteEndObject();
        }

        json.WriteBoolean("IsPastDue", false);
        json.WriteEndObject();
    }

    private static void WriteInstant(Utf8JsonWriter json, string name, DateTimeOffset at)
    {
        json.WriteString(name + "Utc", Format(at, Seconds));
        json.WriteString(name, Format(at, Seconds) + "+00:00");
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, Plain.Encoder)}\"";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Format(DateTimeOffset at, string format) =>
        at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
