using System.Numerics;
using System.Security.Cryptography;
using Fulgurite.Lightning;

namespace Fulgurite.Bitcoin;

/// <summary>Reads base58check, the text form of addresses before segregated witness.</summary>
internal static class Base58Check
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int ChecksumBytes = 4;

    // An address is 25 bytes, which base58 writes in at most 35 digits. Longer texts are not worth their arithmetic.
    private const int DigitsMax = 35;
    private const int AddressBytes = 25;

    /// <summary>Reads an address into its version byte and its hash of 20 bytes.</summary>
    public static BitcoinAddressError Decode(string text, out byte version, out byte[] hash)
    {
        (version, hash) = (0, []);
        if (text.Length is 0 or > DigitsMax)
        {
            return BitcoinAddressError.Malformed;
        }

        var number = BigInteger.Zero;
        foreach (var character in text)
        {
            var digit = Alphabet.IndexOf(character);
            if (digit < 0)
            {
                return BitcoinAddressError.Malformed;
            }

            number = (number * 58) + digit;
        }

        // Each leading zero byte is written as the digit zero, which the number does not show.
        var zeros = text.Length - text.TrimStart(Alphabet[0]).Length;
        var tail = number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] bytes = [.. new byte[zeros], .. tail];
        if (bytes.Length != AddressBytes)
        {
            return BitcoinAddressError.Malformed;
        }

        var payload = bytes.AsSpan(0, AddressBytes - ChecksumBytes);
        var checksum = SHA256.HashData(SHA256.HashData(payload)).AsSpan(0, ChecksumBytes);
        if (!checksum.SequenceEqual(bytes.AsSpan(payload.Length)))
        {
            return BitcoinAddressError.ChecksumMismatch;
        }

        (version, hash) = (payload[0], payload[1..].ToArray());
        return BitcoinAddressError.None;
    }

    /// <summary>What a version byte says, and whether that is real money; null for an unknown one.</summary>
    public static (int Version, bool IsMainnet)? Meaning(byte version) => version switch
    {
        0x00 => (FallbackAddress.PublicKeyHashVersion, true),
        0x05 => (FallbackAddress.ScriptHashVersion, true),

        // The test chains share theirs.
        0x6F => (FallbackAddress.PublicKeyHashVersion, false),
        0xC4 => (FallbackAddress.ScriptHashVersion, false),
        _ => null,
    };
}
