namespace Fulgurite.Lightning;

/// <summary>Which constant a checksum ends in.</summary>
internal enum Bech32Checksum : uint
{
    /// <summary>BIP 173: BOLT 11, and addresses of witness version 0.</summary>
    Bech32 = 1,

    /// <summary>BIP 350: addresses of witness versions 1 to 16.</summary>
    Bech32m = 0x2BC8_30A3,
}
