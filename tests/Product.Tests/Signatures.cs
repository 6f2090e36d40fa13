using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Product;

/// <summary>Checks webhooks' signatures as merchants' servers do, from the schemes' own descriptions.</summary>
internal static class Signatures
{
    /// <summary>The contract's own scheme: the secret's text is the key, and the time follows the body.</summary>
    public static void MustBeVoltage(ReceivedPost post, string secret, string webhook, string eventName)
    {
        Assert.Equal(
            Voltage(post.Body, post.Header("x-voltage-timestamp"), secret), post.Header("x-voltage-signature"));
        Assert.Equal(webhook, post.Header("x-voltage-webhook-id"));
        Assert.Equal(eventName, post.Header("x-voltage-event"));
    }

    /// <summary>That scheme's signature.</summary>
    public static string Voltage(byte[] body, string timestamp, string secret)
    {
        byte[] signed = [.. body, .. Encoding.ASCII.GetBytes("." + timestamp)];
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    /// <summary>Standard Webhooks: id, time and body, joined by full stops.</summary>
    public static void MustBeStandard(ReceivedPost post, string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var named = $"{post.Header("webhook-id")}.{post.Header("webhook-timestamp")}.";
        byte[] signed = [.. Encoding.ASCII.GetBytes(named), .. post.Body];
        var signature = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        Assert.Equal(signature, post.Header("webhook-signature"));
    }
}
