using Fulgurite.Lightning;

namespace Fulgurite.Bitcoin;

/// <summary>Reads the addresses of witness programs: bech32 (BIP 173) and bech32m (BIP 350).</summary>
internal static class WitnessAddress
{
    // BIP 173: an address has at most 90 characters, up to which the checksum finds any four errors.
    private const int CharactersMax = 90;

    private static readonly string[] Prefixes = ["bc", "tb", "bcrt"];

    /// <summary>True for what begins as such an address does on some chain, whatever follows.</summary>
    public static bool IsMeant(string text) =>
        Prefixes.Any(prefix => text.StartsWith(prefix + "1", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an address into its chain's prefix in lower case, its witness version and its program.</summary>
    public static BitcoinAddressError Decode(string text, out string prefix, out int version, out byte[] program)
    {
        (version, program) = (0, []);
        if (text.Length > CharactersMax)
        {
            prefix = "";
            return BitcoinAddressError.Malformed;
        }

        // The version tells which checksum must be there, and only the right checksum vouches for the version.
        var checksum = Bech32Checksum.Bech32;
        var error = Bech32.Decode(text, checksum, out prefix, out var words);
        if (error == Bech32Error.ChecksumMismatch)
        {
            checksum = Bech32Checksum.Bech32m;
            error = Bech32.Decode(text, checksum, out prefix, out words);
        }

        if (error != Bech32Error.None)
        {
            return error == Bech32Error.ChecksumMismatch
                ? BitcoinAddressError.ChecksumMismatch
                : BitcoinAddressError.Malformed;
        }

        if (words.Length == 0 || !Bech32Words.TryToBytes(words.AsSpan(1), out program))
        {
            return BitcoinAddressError.Malformed;
        }

        version = words[0];

        // BIP 350: version 0 with bech32m, or a later one with bech32, is refused.
        return version == 0 == (checksum == Bech32Checksum.Bech32)
            ? BitcoinAddressError.None
            : BitcoinAddressError.ChecksumMismatch;
    }

    /// <summary>A chain's prefix. Signet shares testnet's.</summary>
    public static string PrefixOf(BitcoinNetwork network) => network switch
    {
        BitcoinNetwork.Mainnet => "bc",
        BitcoinNetwork.Testnet or BitcoinNetwork.Signet => "tb",
        BitcoinNetwork.Regtest => "bcrt",
    };
}
