using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Lightning;

/// <summary>
/// ECDSA over secp256k1 (SEC 1, section 4.1). Own code because the platform's does not offer this curve on every
/// operating system, nor public-key recovery on any. Signing is deterministic (RFC 6979) and not constant time.
/// </summary>
internal static class Secp256k1Ecdsa
{
    /// <summary>Signs a 32-byte hash with low <c>s</c>, as Bitcoin and Lightning require.</summary>
    public static RecoverableSignature Sign(in Secp256k1Scalar privateKey, ReadOnlySpan<byte> hash32)
    {
        var nonces = new Rfc6979Nonces(privateKey, hash32);
        RecoverableSignature? signature;
        while (!TrySign(privateKey, hash32, nonces.Next(), out signature))
        {
        }

        return signature;
    }

    /// <summary>True when the signature over the hash is the key's. Both high and low <c>s</c> pass.</summary>
    public static bool Verify(in Secp256k1Point publicKey, ReadOnlySpan<byte> hash32, RecoverableSignature signature)
    {
        if (!signature.TryGetScalars(out var r, out var s))
        {
            return false;
        }

        var sInverse = s.Inverted();
        var z = Secp256k1Scalar.Reduce(UInt256.FromBytes(hash32));
        var sum = Secp256k1Multiplication.MultiplyBoth(z * sInverse, r * sInverse, publicKey);
        return sum.TryToAffine(out var point) && Secp256k1Scalar.Reduce(point.X.Value) == r;
    }

    /// <summary>
    /// Finds the key that made the signature (SEC 1, section 4.1.6); false where none could have. Both high and low
    /// <c>s</c> pass.
    /// </summary>
    public static bool TryRecover(
        ReadOnlySpan<byte> hash32,
        RecoverableSignature signature,
        out Secp256k1Point publicKey)
    {
        publicKey = default;
        if (!signature.TryGetScalars(out var r, out var s) || !TryNoncePoint(r, signature.RecoveryId, out var nonce))
        {
            return false;
        }

        // Q = r⁻¹ (s R − z G)
        var rInverse = r.Inverted();
        var z = Secp256k1Scalar.Reduce(UInt256.FromBytes(hash32));
        var sum = Secp256k1Multiplication.MultiplyBoth((z * rInverse).Negated(), s * rInverse, nonce);
        return sum.TryToAffine(out publicKey);
    }

    private static bool TrySign(
        in Secp256k1Scalar privateKey,
        ReadOnlySpan<byte> hash32,
        in Secp256k1Scalar nonce,
        [NotNullWhen(true)] out RecoverableSignature? signature)
    {
        signature = null;
        Secp256k1Multiplication.MultiplyBase(nonce).TryToAffine(out var point);
        var r = Secp256k1Scalar.Reduce(point.X.Value);
        var z = Secp256k1Scalar.Reduce(UInt256.FromBytes(hash32));
        var s = nonce.Inverted() * (z + (r * privateKey));
        if (r.IsZero || s.IsZero)
        {
            return false;
        }

        var recoveryId = (point.Y.IsOdd ? 1 : 0) | (point.X.Value >= Secp256k1Scalar.Order ? 2 : 0);

        // Negating s mirrors the nonce point, so its parity flips.
        signature = s.IsHigh
            ? RecoverableSignature.From(r, s.Negated(), recoveryId ^ 1)
            : RecoverableSignature.From(r, s, recoveryId);
        return true;
    }

    // Bit 0 of the id is the parity of y; bit 1 says that x was above n, so that r is x − n.
    private static bool TryNoncePoint(in Secp256k1Scalar r, int recoveryId, out Secp256k1Point point)
    {
        point = default;
        var x = r.Value;
        ulong carry = 0;
        if ((recoveryId & 2) != 0)
        {
            x = UInt256.Add(x, Secp256k1Scalar.Order, out carry);
        }

        return carry == 0
            && Secp256k1Field.TryCreate(x, out var element)
            && Secp256k1Point.TryFromX(element, (recoveryId & 1) != 0, out point);
    }
}
