using System.Numerics;
using System.Security.Cryptography;

namespace Fulgurite.Lightning;

/// <summary>Writes Bitcoin addresses: base58check for legacy hashes, bech32 and bech32m for witness programs.</summary>
internal static class ChainAddress
{
    private const string Base58Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>The address that pays to the hash of a key.</summary>
    public static string PayToPublicKeyHash(BitcoinNetwork network, ReadOnlySpan<byte> hash20) =>
        Base58Check(network == BitcoinNetwork.Mainnet ? (byte)0x00 : (byte)0x6F, hash20);

    /// <summary>The address that pays to the hash of a script.</summary>
    public static string PayToScriptHash(BitcoinNetwork network, ReadOnlySpan<byte> hash20) =>
        Base58Check(network == BitcoinNetwork.Mainnet ? (byte)0x05 : (byte)0xC4, hash20);

    /// <summary>The address of a witness program (BIP 173; BIP 350 from version 1).</summary>
    public static string Witness(BitcoinNetwork network, int version, ReadOnlySpan<byte> program)
    {
        // Signet shares testnet's addresses, unlike its invoices.
        var humanReadable = network switch
        {
            BitcoinNetwork.Mainnet => "bc",
            BitcoinNetwork.Testnet or BitcoinNetwork.Signet => "tb",
            BitcoinNetwork.Regtest => "bcrt",
        };
        var checksum = version == 0 ? Bech32Checksum.Bech32 : Bech32Checksum.Bech32m;
        return Bech32.Encode(humanReadable, [(byte)version, .. Bech32Words.FromBytes(program)], checksum);
    }

    private static string Base58Check(byte version, ReadOnlySpan<byte> payload)
    {
        byte[] versioned = [version, .. payload];
        var checksum = SHA256.HashData(SHA256.HashData(versioned)).AsSpan(0, 4);
        return Base58([.. versioned, .. checksum]);
    }

    private static string Base58(ReadOnlySpan<byte> bytes)
    {
        var digits = new Stack<char>();
        for (var rest = new BigInteger(bytes, isUnsigned: true, isBigEndian: true); !rest.IsZero; rest /= 58)
        {
            digits.Push(Base58Alphabet[(int)(rest % 58)]);
        }

        // Each leading zero byte is written as the digit zero.
        foreach (var _ in bytes[..bytes.IndexOfAnyExcept((byte)0)])
        {
            digits.Push(Base58Alphabet[0]);
        }

        return new string([.. digits]);
    }
}
