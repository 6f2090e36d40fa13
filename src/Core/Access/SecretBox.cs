using System.Security.Cryptography;
using System.Text;
using Fulgurite.Identity;
using Fulgurite.Secrets;

namespace Fulgurite.Access;

/// <summary>
/// Encrypts secrets that must be readable (HMAC keys of merchants) before they are stored: AES-256-GCM, fresh 96-bit
/// nonce, the owner's id as associated data, so that a stored secret moved to another owner does not open.
/// Stored form: <c>1</c> (version), nonce, tag, ciphertext.
/// </summary>
public sealed class SecretBox
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] key;
    private readonly IRandomness randomness;

    /// <summary>Creates a box.</summary>
    /// <param name="masterKey">At least 32 secret bytes.</param>
    /// <param name="randomness">For nonces.</param>
    public SecretBox(ReadOnlySpan<byte> masterKey, IRandomness randomness)
    {
        Invariant.Holds(masterKey.Length >= 32, "the master key has at least 32 bytes");
        key = HMACSHA256.HashData(masterKey, "fulgurite secret box"u8);
        this.randomness = randomness;
    }

    /// <summary>The stored form of a secret.</summary>
    public byte[] Close(SecretValue secret, string owner)
    {
        var plain = Encoding.UTF8.GetBytes(secret.Reveal());
        var box = new byte[1 + NonceLength + TagLength + plain.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceLength);
        randomness.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce,
            plain,
            box.AsSpan(1 + NonceLength + TagLength),
            box.AsSpan(1 + NonceLength, TagLength),
            Encoding.UTF8.GetBytes(owner));
        return box;
    }

    /// <summary>The secret of its stored form.</summary>
    /// <exception cref="AuthenticationTagMismatchException">Another key, another owner, or changed.</exception>
    public SecretValue Open(ReadOnlySpan<byte> box, string owner)
    {
        Invariant.Holds(box.Length >= 1 + NonceLength + TagLength && box[0] == Version, "the secret box has version 1");
        var plain = new byte[box.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            box.Slice(1, NonceLength),
            box[(1 + NonceLength + TagLength)..],
            box.Slice(1 + NonceLength, TagLength),
            plain,
            Encoding.UTF8.GetBytes(owner));
        return new SecretValue(Encoding.UTF8.GetString(plain));
    }
}
