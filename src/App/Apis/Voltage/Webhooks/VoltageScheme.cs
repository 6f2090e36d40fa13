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
            new("x-voltage-webhook-id", attempt.Endpoint.Id.ToString()),
            new("x-voltage-event", EventNames.Dotted(attempt.Delivery.Event!.Kind)),
            new("x-voltage-timestamp", timestamp),
            new("x-voltage-signature", Signature(attempt.Keys.Current, body, timestamp)),
        ];
        if (attempt.Keys.Previous is { } previous)
        {
            headers.Add(new("x-voltage-signature-previous", Signature(previous, body, timestamp)));
        }

        return headers;
    }
}
