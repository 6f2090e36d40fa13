using System.Security.Cryptography;

namespace Fulgurite.Lightning;

/// <summary>
/// The deterministic nonces of RFC 6979, section 3.2, for secp256k1 and HMAC-SHA256: the same key and hash give the
/// same nonces, so signing needs no randomness and repeats exactly.
/// </summary>
internal sealed class Rfc6979Nonces
{
    private byte[] key = new byte[UInt256.ByteLength];
    private byte[] state = new byte[UInt256.ByteLength];
    private bool hasGiven;

    public Rfc6979Nonces(in Secp256k1Scalar privateKey, ReadOnlySpan<byte> hash32)
    {
        Array.Fill(state, (byte)1);
        Span<byte> seed = stackalloc byte[2 * UInt256.ByteLength];
        privateKey.Value.WriteTo(seed);
        Secp256k1Scalar.Reduce(UInt256.FromBytes(hash32)).Value.WriteTo(seed[UInt256.ByteLength..]);
        Mix(0, seed);
        Mix(1, seed);
    }

    /// <summary>The next candidate in 1 to n − 1.</summary>
    public Secp256k1Scalar Next()
    {
        while (true)
        {
            if (hasGiven)
            {
                Mix(0, []);
            }

            hasGiven = true;
            state = HMACSHA256.HashData(key, state);
            if (Secp256k1Scalar.TryCreate(UInt256.FromBytes(state), out var nonce) && !nonce.IsZero)
            {
                return nonce;
            }
        }
    }

    private void Mix(byte separator, ReadOnlySpan<byte> seed)
    {
        byte[] message = [.. state, separator, .. seed];
        key = HMACSHA256.HashData(key, message);
        state = HMACSHA256.HashData(key, state);
    }
}
