using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Lightning;

/// <summary>What an invoice's signature covers, and whose it is (BOLT 11, "Data Part").</summary>
internal static class Bolt11Signing
{
    /// <summary>
    /// The hash that is signed: SHA-256 of the human-readable part's bytes, then of the data words before the signature
    /// packed into bytes, the last filled up with zero bits.
    /// </summary>
    public static byte[] Hash(string humanReadable, ReadOnlySpan<byte> words) =>
        SHA256.HashData([.. Encoding.ASCII.GetBytes(humanReadable), .. Bech32Words.ToBytesFilledUp(words)]);

    /// <summary>
    /// Checks the signature and finds the payee. A named payee's key validates it, and then its s must be low; without
    /// one the key is recovered, and either s will do.
    /// </summary>
    /// <param name="hash">What <see cref="Hash"/> gave.</param>
    /// <param name="words">The 104 words of the signature.</param>
    /// <param name="named">The 33 bytes of field <c>n</c>; null where there is none.</param>
    /// <param name="payee">The payee; null where the signature is not valid.</param>
    public static bool TryFindPayee(
        ReadOnlySpan<byte> hash,
        ReadOnlySpan<byte> words,
        byte[]? named,
        [NotNullWhen(true)] out NodePublicKey? payee)
    {
        payee = null;
        if (RecoverableSignature.FromBytes(Bech32Words.ToBytesDroppingRest(words)) is not { } signature)
        {
            return false;
        }

        if (named is null)
        {
            payee = Secp256k1Ecdsa.TryRecover(hash, signature, out var point) ? point.ToNodePublicKey() : null;
            return payee is not null;
        }

        var isValid = Secp256k1Point.TryParse(named, out var key)
            && signature.TryGetScalars(out _, out var s)
            && !s.IsHigh
            && Secp256k1Ecdsa.Verify(key, hash, signature);
        payee = isValid ? key.ToNodePublicKey() : null;
        return isValid;
    }
}
