using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Messaging;

/// <summary>
/// Signs what we put on the bus and checks it when it comes back. The Functions host calls our process over plain
/// loopback HTTP, and anything on the instance could do the same; a settlement message credits money. So a body counts
/// only with our HMAC-SHA256 over it. Form: <c>v1.</c>, 64 hex digits, <c>.</c>, the payload's bytes.
/// </summary>
public sealed class MessageSeal
{
    private const int MacHexLength = 64;
    private static readonly byte[] Version = "v1."u8.ToArray();
    private readonly byte[] key;

    /// <summary>Creates a seal.</summary>
    /// <param name="masterKey">At least 32 secret bytes, the same in every process of a deployment.</param>
    public MessageSeal(ReadOnlySpan<byte> masterKey)
    {
        Invariant.Holds(masterKey.Length >= 32, "the master key has at least 32 bytes");
        key = HMACSHA256.HashData(masterKey, "fulgurite message seal"u8);
    }

    /// <summary>The sealed form of a payload for one queue: a message of one queue is worthless on another.</summary>
    public byte[] Seal(QueueName queue, ReadOnlySpan<byte> payload) =>
        [.. Version, .. Encoding.ASCII.GetBytes(Mac(queue, payload)), (byte)'.', .. payload];

    /// <summary>The payload of a sealed body, or null when the seal is not ours.</summary>
    public byte[]? Open(QueueName queue, ReadOnlySpan<byte> sealedBody)
    {
        var start = Version.Length + MacHexLength + 1;
        if (sealedBody.Length < start || !sealedBody.StartsWith(Version) || sealedBody[start - 1] != (byte)'.')
        {
            return null;
        }

        var payload = sealedBody[start..];
        var expected = Encoding.ASCII.GetBytes(Mac(queue, payload));
        var given = sealedBody.Slice(Version.Length, MacHexLength);
        return CryptographicOperations.FixedTimeEquals(expected, given) ? payload.ToArray() : null;
    }

    private string Mac(QueueName queue, ReadOnlySpan<byte> payload)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(queue.OnTheBus()), 0, .. payload];
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, signed));
    }
}
