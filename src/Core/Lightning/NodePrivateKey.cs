namespace Fulgurite.Lightning;

/// <summary>
/// The secp256k1 private key of a simulated node, with which the sandbox signs its invoices. Signing is not constant
/// time, so someone who can time it may learn the key: it must never guard real money. A real node keeps its own key
/// and signs its own invoices. It never prints and cannot be read back.
/// </summary>
public sealed class NodePrivateKey
{
    /// <summary>Bytes in a key, and in a hash to sign.</summary>
    public const int Length = 32;

    private readonly Secp256k1Scalar scalar;

    /// <summary>Creates a key from its 32 bytes, big-endian.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes, or outside 1 to n − 1 (n: the curve's order).</exception>
    public NodePrivateKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length
            || !Secp256k1Scalar.TryCreate(UInt256.FromBytes(bytes), out scalar)
            || scalar.IsZero)
        {
            throw new ArgumentException(
                "A private key is 32 bytes, above zero and below the curve's order.", nameof(bytes));
        }

        // scalar × G is finite for every scalar that passed.
        Secp256k1Multiplication.MultiplyBase(scalar).TryToAffine(out var point);
        PublicKey = point.ToNodePublicKey();
    }

    /// <summary>The node's identity.</summary>
    public NodePublicKey PublicKey { get; }

    /// <summary>
    /// Signs a hash deterministically (RFC 6979) with low s: the same key and hash always give the same signature.
    /// </summary>
    /// <param name="hash32">The 32-byte hash of the message.</param>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public RecoverableSignature SignRecoverable(ReadOnlySpan<byte> hash32)
    {
        if (hash32.Length != Length)
        {
            throw new ArgumentException($"32 bytes are needed, {hash32.Length} were given.", nameof(hash32));
        }

        return Secp256k1Ecdsa.Sign(scalar, hash32);
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "private key(redacted)";
}
