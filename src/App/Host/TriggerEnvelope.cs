using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fulgurite.App.Host;

/// <summary>
/// What the host posts for a trigger: <c>{"Data":{"&lt;binding&gt;":…},"Metadata":{…}}</c>
/// (contract: Azure Functions custom handlers, request payload).
/// </summary>
internal static class TriggerEnvelope
{
    /// <summary>The binding's name in every queue function's <c>function.json</c>.</summary>
    public const string MessageBinding = "message";

    /// <summary>The binding's name in every timer function's <c>function.json</c>.</summary>
    public const string TimerBinding = "timer";

    private const int MessageIdLengthMax = 128;

    /// <summary>
    /// The message's body, still sealed, in <see cref="QueueInvocation.Payload"/>.
    /// </summary>
    /// <exception cref="UnreadableEnvelopeException">There is no such body.</exception>
    public static async Task<QueueInvocation> ReadMessage(Stream body, CancellationToken cancel)
    {
        using var envelope = await Parse(body, cancel);
        var bound = Member(Member(envelope.RootElement, "Data"), MessageBinding);
        if (bound is not { ValueKind: JsonValueKind.String } data)
        {
            throw new UnreadableEnvelopeException($"the envelope has no string Data.{MessageBinding}");
        }

        // dataType "binary" gives base64. A binding without it gives the text as a JSON string inside the JSON string;
        // in that form the host lets the body's own members overwrite the metadata, which is then worth nothing.
        if (data.TryGetBytesFromBase64(out var bytes))
        {
            var metadata = Member(envelope.RootElement, "Metadata");
            return new QueueInvocation(bytes, MessageId(metadata), DeliveryCount(metadata));
        }

        return new QueueInvocation(InnerText(data.GetString()!), null, null);
    }

    /// <summary>The tick. Its members are diagnostics, so none of them has to be there.</summary>
    /// <exception cref="UnreadableEnvelopeException">The body is not JSON.</exception>
    public static async Task<TimerInvocation> ReadTimer(Stream body, CancellationToken cancel)
    {
        using var envelope = await Parse(body, cancel);
        var timer = Member(Member(envelope.RootElement, "Data"), TimerBinding);
        return new TimerInvocation(Member(timer, "IsPastDue") is { ValueKind: JsonValueKind.True });
    }

    private static async Task<JsonDocument> Parse(Stream body, CancellationToken cancel)
    {
        try
        {
            return await JsonDocument.ParseAsync(body, default, cancel);
        }
        catch (JsonException notJson)
        {
            throw new UnreadableEnvelopeException("the body is not JSON", notJson);
        }
    }

    private static byte[] InnerText(string text)
    {
        try
        {
            using var inner = JsonDocument.Parse(text);
            if (inner.RootElement.ValueKind is JsonValueKind.String)
            {
                return Encoding.UTF8.GetBytes(inner.RootElement.GetString()!);
            }
        }
        catch (JsonException)
        {
            // Neither base64 nor a JSON string: refused below, like any other value.
        }

        throw new UnreadableEnvelopeException($"Data.{MessageBinding} is neither base64 nor a JSON string");
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member)
            ? member
            : null;

    // Metadata strings are JSON strings inside JSON strings; numbers are strings.
    private static string? MessageId(JsonElement? metadata)
    {
        if (Member(metadata, "MessageId") is not { ValueKind: JsonValueKind.String } id)
        {
            return null;
        }

        var text = id.GetString()!.Trim('"');
        return text.Length <= MessageIdLengthMax && text.All(character => character is > ' ' and <= '~') ? text : null;
    }

    private static int? DeliveryCount(JsonElement? metadata) =>
        Member(metadata, "DeliveryCount") is { ValueKind: JsonValueKind.String } count
        && int.TryParse(count.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
