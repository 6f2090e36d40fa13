using System.Diagnostics.CodeAnalysis;
using Fulgurite.Lightning;

namespace Fulgurite.Bitcoin;

/// <summary>
/// An address of one chain to which money can be sent: P2PKH or P2SH in base58check, or a witness program in bech32
/// (version 0) or bech32m (versions 1 to 16). Two are equal when they pay to the same script of the same chain's text
/// form. Text form: the address, witness programs in lower case.
/// </summary>
public sealed record BitcoinAddress
{
    private readonly FallbackAddress address;

    private BitcoinAddress(FallbackAddress address) => this.address = address;

    /// <summary>True where spending from it needs a witness program: <c>bc1...</c> and its like.</summary>
    public bool IsWitness => address.Version <= 16;

    /// <summary>Reads an address of a chain.</summary>
    /// <param name="text">What somebody typed, pasted or scanned; bech32 may be all in upper case.</param>
    /// <param name="network">The chain that it must be of. Testnet and signet share theirs.</param>
    /// <param name="address">The address; null where there is an error.</param>
    /// <param name="error">Why not.</param>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        BitcoinNetwork network,
        [NotNullWhen(true)] out BitcoinAddress? address,
        out BitcoinAddressError error)
    {
        address = null;
        error = WitnessAddress.IsMeant(text ?? "")
            ? ReadWitness(text!, network, out var read)
            : ReadBase58(text ?? "", network, out read);
        if (error == BitcoinAddressError.None)
        {
            address = new BitcoinAddress(read!);
        }

        return address is not null;
    }

    /// <summary>Creates the address of a witness program.</summary>
    /// <param name="network">The chain.</param>
    /// <param name="version">0 to 16.</param>
    /// <param name="program">20 or 32 bytes for version 0, 2 to 40 for a later one (BIP 141).</param>
    public static BitcoinAddress OfWitness(BitcoinNetwork network, int version, ReadOnlySpan<byte> program)
    {
        var isAddress = FallbackAddress.TryCreate(network, version, program, out var address);
        Invariant.Holds(isAddress && version <= 16, "a witness program has a length that its version allows");
        return new BitcoinAddress(address!);
    }

    /// <summary>The script that an output to this address carries (BIP 16, BIP 141).</summary>
    public byte[] ToScript()
    {
        const byte duplicate = 0x76, hash160 = 0xA9, equal = 0x87, equalVerify = 0x88, checkSignature = 0xAC;
        var length = (byte)address.Program.Length;
        return address.Version switch
        {
            FallbackAddress.PublicKeyHashVersion =>
                [duplicate, hash160, length, .. address.Program, equalVerify, checkSignature],
            FallbackAddress.ScriptHashVersion => [hash160, length, .. address.Program, equal],

            // OP_0 is 0x00; OP_1 to OP_16 are 0x51 to 0x60.
            0 => [0x00, length, .. address.Program],
            _ => [(byte)(0x50 + address.Version), length, .. address.Program],
        };
    }

    /// <summary>The address.</summary>
    public override string ToString() => address.Address;

    private static BitcoinAddressError ReadWitness(string text, BitcoinNetwork network, out FallbackAddress? read)
    {
        read = null;
        var error = WitnessAddress.Decode(text, out var prefix, out var version, out var program);
        if (error != BitcoinAddressError.None)
        {
            return error;
        }

        if (version > 16 || !FallbackAddress.TryCreate(network, version, program, out read))
        {
            return BitcoinAddressError.Malformed;
        }

        return prefix == WitnessAddress.PrefixOf(network)
            ? BitcoinAddressError.None
            : BitcoinAddressError.WrongNetwork;
    }

    private static BitcoinAddressError ReadBase58(string text, BitcoinNetwork network, out FallbackAddress? read)
    {
        read = null;
        var error = Base58Check.Decode(text, out var versionByte, out var hash);
        if (error != BitcoinAddressError.None)
        {
            return error;
        }

        if (Base58Check.Meaning(versionByte) is not { } meaning
            || !FallbackAddress.TryCreate(network, meaning.Version, hash, out read))
        {
            return BitcoinAddressError.Malformed;
        }

        return meaning.IsMainnet == (network == BitcoinNetwork.Mainnet)
            ? BitcoinAddressError.None
            : BitcoinAddressError.WrongNetwork;
    }
}
