using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Secrets;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>
/// Standard Webhooks: <c>webhook-id</c>, <c>webhook-timestamp</c> and <c>webhook-signature</c>, which holds one
/// <c>v1,{base64}</c> for each secret that counts: HMAC-SHA256 over id, timestamp and body, joined by full stops. The
/// id is the event's, the same on every retry. Source: the Standard Webhooks specification.
/// </summary>
internal static class StandardScheme
{
    /// <summary>Its name.</summary>
    public const string Name = "standard";

    /// <summary>The header with the event's id.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time of the attempt, in seconds since the Unix epoch.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, a space between them.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const int KeyLength = 32;

    /// <summary>The scheme over what renders payments.</summary>
    /// <param name="render">The payment object of some news; null for news that is not of a payment.</param>
    public static CallbackScheme Of(Func<News, byte[]?> render) => new()
    {
        Name = Name,
        Render = news => render(news) is { } payment ? WebhookText.Standard(news.Kind, news.At, payment) : null,
        Sign = Headers,
        RetryDelays = WebhookRetries.Delays,
        IsAcknowledged = status => status is >= 200 and <= 299,
        IsSteeredByAnswers = true,
        NewSecret = NewSecret,
    };

    /// <summary>One signature, with its version.</summary>
    public static string Signature(SecretValue secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var key = Convert.FromBase64String(secret.Reveal()[SecretPrefix.Length..]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }

    private static List<CallbackHeader> Headers(CallbackToSign attempt)
    {
        var (id, keys) = (attempt.Delivery.Event!.Id.ToString(), attempt.Keys);
        var timestamp = attempt.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = attempt.Delivery.Body.Span;
        var signature = Signature(keys.Current, id, timestamp, body);
        return
        [
            new(IdHeader, id),
            new(TimestampHeader, timestamp),
            new(
                SignatureHeader,
                keys.Previous is { } previous
                    ? $"{signature} {Signature(previous, id, timestamp, body)}"
                    : signature),
        ];
    }

    private static SecretValue NewSecret(IRandomness randomness)
    {
        var key = new byte[KeyLength];
        randomness.Fill(key);
        return new SecretValue(SecretPrefix + Convert.ToBase64String(key));
    }
}
