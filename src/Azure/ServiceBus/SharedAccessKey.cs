using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Azure.ServiceBus;

/// <summary>
/// A rule of the namespace and its key, for deployments without identities. Prints the rule only. Source: "Service Bus
/// access control with Shared Access Signatures".
/// </summary>
/// <param name="rule">The rule's name; it needs the Send right.</param>
/// <param name="key">The key's text as the portal shows it. It is used as text: not decoded from base64.</param>
public sealed class SharedAccessKey(string rule, string key)
{
    /// <summary>The value of the Authorization header for everything under a URI.</summary>
    public string Authorize(Uri uri, DateTimeOffset expiresAt)
    {
        // The same text is signed and sent; the service compares lower-cased URIs.
        var resource = Uri.EscapeDataString(uri.AbsoluteUri.ToLowerInvariant());
        var expiry = expiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{resource}\n{expiry}");
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed);
        var sig = Uri.EscapeDataString(Convert.ToBase64String(signature));
        return $"SharedAccessSignature sr={resource}&sig={sig}&se={expiry}&skn={Uri.EscapeDataString(rule)}";
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => $"{rule} (key redacted)";
}
