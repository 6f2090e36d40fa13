using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Secrets;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// The signature of a body: HMAC-SHA512 over its exact bytes, keyed with the secret's text, in 128 hex digits. It
/// covers no address, time or nonce: the protocol has no protection against replay.
/// </summary>
internal static class AlphaPoSignature
{
    private const int HexLength = HMACSHA512.HashSizeInBytes * 2;

    /// <summary>Signs a body: 128 lower-case hex digits, which receivers compare as text.</summary>
    public static string Sign(SecretValue secret, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), body));

    /// <summary>
    /// Whether the signature, hex of either case, is the body's. Takes the same time wherever the difference is.
    /// </summary>
    public static bool IsValid(SecretValue secret, ReadOnlySpan<byte> body, string signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA512.HashSizeInBytes];
        if (signature.Length != HexLength
            || Convert.FromHexString(signature, given, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        var expected = HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), body);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
