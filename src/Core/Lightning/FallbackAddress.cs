using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Fulgurite.Lightning;

/// <summary>
/// An address on the chain to pay where Lightning fails (BOLT 11 field <c>f</c>). Two are equal when version and
/// program are. Text form: the address.
/// </summary>
public sealed record FallbackAddress
{
    /// <summary>The version of a hash of a public key (P2PKH).</summary>
    public const int PublicKeyHashVersion = 17;

    /// <summary>The version of a hash of a script (P2SH).</summary>
    public const int ScriptHashVersion = 18;

    private FallbackAddress(int version, ImmutableArray<byte> program, string address)
    {
        Version = version;
        Program = program;
        Address = address;
    }

    /// <summary>A witness version of 0 to 16, 17 for P2PKH, or 18 for P2SH.</summary>
    public int Version { get; }

    /// <summary>The witness program (2 to 40 bytes), or the hash (20 bytes).</summary>
    public ImmutableArray<byte> Program { get; }

    /// <summary>The address in the chain's own text form.</summary>
    public string Address { get; }

    /// <summary>
    /// Creates an address; false where the program's length does not suit the version: 20 bytes for a hash, 20 or 32
    /// for witness version 0, 2 to 40 for a later one (BIP 141).
    /// </summary>
    public static bool TryCreate(
        BitcoinNetwork network,
        int version,
        ReadOnlySpan<byte> program,
        [NotNullWhen(true)] out FallbackAddress? address)
    {
        var text = version switch
        {
            0 when program.Length is 20 or 32 => ChainAddress.Witness(network, version, program),
            >= 1 and <= 16 when program.Length is >= 2 and <= 40 => ChainAddress.Witness(network, version, program),
            PublicKeyHashVersion when program.Length == 20 => ChainAddress.PayToPublicKeyHash(network, program),
            ScriptHashVersion when program.Length == 20 => ChainAddress.PayToScriptHash(network, program),
            _ => null,
        };
        address = text is null ? null : new FallbackAddress(version, [.. program], text);
        return address is not null;
    }

    /// <inheritdoc/>
    public bool Equals(FallbackAddress? other) => other is not null && Address == other.Address;

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode(StringComparison.Ordinal);

    /// <summary>The address.</summary>
    public override string ToString() => Address;
}
