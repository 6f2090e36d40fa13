using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Secrets;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// The contract's own webhooks: <c>{"type", "detail": {"event", "data"}}</c>, signed with HMAC-SHA256 over the body, a
/// full stop and the timestamp. The key is the secret's text, its prefix included.
/// </summary>
internal static class VoltageScheme
{
    /// <summary>Its name.</summary>
    public const string Name = "voltage";

    /// <summary>The header that names the webhook.</summary>
    public const string WebhookHeader = "x-voltage-webhook-id";

    /// <summary>The header that names the event, such as <c>receive.completed</c>.</summary>
    public const string EventHeader = "x-voltage-event";

    /// <summary>The header with the time of the attempt, in seconds since the Unix epoch.</summary>
    public const string TimestampHeader = "x-voltage-timestamp";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "x-voltage-signature";

    private const string SecretPrefix = "vltg_";

    /// <summary>The scheme over what renders payments.</summary>
    /// <param name="render">The payment object of some news; null for news that is not of a payment.</param>
    public static CallbackScheme Of(Func<News, byte[]?> render) => new()
    {
        Name = Name,
        Render = news => render(news) is { } payment ? WebhookText.Voltage(news.Kind, payment) : null,
        Sign = Headers,
        RetryDelays = WebhookRetries.Delays,
        IsAcknowledged = status => status is >= 200 and <= 299,
        IsSteeredByAnswers = true,
        NewSecret = randomness => new SecretValue(SecretPrefix + randomness.NextAlphanumeric(32)),
    };

    /// <summary>The signature over a body at a time, in base64.</summary>
    public static string Signature(SecretValue secret, ReadOnlySpan<byte> body, string timestamp)
    {
        byte[] signed = [.. body, .. Encoding.ASCII.GetBytes($".{timestamp}")];
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), signed));
    }

    private static List<CallbackHeader> Headers(CallbackToSign attempt)
    {
        var timestamp = attempt.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = attempt.Delivery.Body.Span;
        List<CallbackHeader> headers =
        [
            new(WebhookHeader, attempt.Endpoint.Id.ToString()),
            new(EventHeader, EventNames.Dotted(attempt.Delivery.Event!.Kind)),
            new(TimestampHeader, timestamp),
            new(SignatureHeader, Signature(attempt.Keys.Current, body, timestamp)),
        ];
        if (attempt.Keys.Previous is { } previous)
        {
            headers.Add(new("x-voltage-signature-previous", Signature(previous, body, timestamp)));
        }

        return headers;
    }
}
