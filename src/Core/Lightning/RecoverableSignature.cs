namespace Fulgurite.Lightning;

/// <summary>
/// An ECDSA signature over secp256k1 from which the signer's public key can be recovered, as a BOLT 11 invoice ends
/// with: r and s of 32 bytes each, and a recovery id of 0 to 3. Only the form is checked here. Public.
/// </summary>
public sealed record RecoverableSignature
{
    /// <summary>Bytes in the form that BOLT 11 encodes: r, s, recovery id.</summary>
    public const int Length = 65;

    private readonly UInt256Bits r;
    private readonly UInt256Bits s;

    private RecoverableSignature(UInt256Bits r, UInt256Bits s, int recoveryId)
    {
        this.r = r;
        this.s = s;
        RecoveryId = recoveryId;
    }

    /// <summary>0 to 3: which of the points that share r the nonce was.</summary>
    public int RecoveryId { get; }

    /// <summary>Reads 65 bytes: r, s, recovery id. Returns null where the length or the id is wrong.</summary>
    public static RecoverableSignature? FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length && bytes[64] <= 3
            ? new RecoverableSignature(new UInt256Bits(bytes[..32]), new UInt256Bits(bytes[32..64]), bytes[64])
            : null;

    /// <summary>r, s and the recovery id: 65 bytes, as a fresh array.</summary>
    public byte[] ToArray() => [.. r.ToArray(), .. s.ToArray(), (byte)RecoveryId];

    /// <summary>130 lower-case hex digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());

    internal static RecoverableSignature From(in Secp256k1Scalar r, in Secp256k1Scalar s, int recoveryId)
    {
        Span<byte> bytes = stackalloc byte[2 * UInt256.ByteLength];
        r.Value.WriteTo(bytes);
        s.Value.WriteTo(bytes[32..]);
        return new RecoverableSignature(new UInt256Bits(bytes[..32]), new UInt256Bits(bytes[32..]), recoveryId);
    }

    /// <summary>Both halves as scalars; false unless each is 1 to n − 1.</summary>
    internal bool TryGetScalars(out Secp256k1Scalar rScalar, out Secp256k1Scalar sScalar)
    {
        sScalar = default;
        return Secp256k1Scalar.TryCreate(UInt256.FromBytes(r.ToArray()), out rScalar)
            && Secp256k1Scalar.TryCreate(UInt256.FromBytes(s.ToArray()), out sScalar)
            && !rScalar.IsZero
            && !sScalar.IsZero;
    }
}
