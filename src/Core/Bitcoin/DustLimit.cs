using Fulgurite.Money;

namespace Fulgurite.Bitcoin;

/// <summary>
/// The least that the network carries to an address: what spending it would cost at 3 sat for a virtual byte (the relay
/// policy of Bitcoin Core). A node may ask for more.
/// </summary>
public static class DustLimit
{
    private const int SatsAVirtualByte = 3;

    // An output's amount and the length of its script; then an input with a signature, in a witness or without.
    private const int OutputBytes = 8 + 1;
    private const int WitnessInputBytes = 67;
    private const int LegacyInputBytes = 148;

    /// <summary>Whole satoshis: 294 for a key's witness program, 330 for Taproot, 546 for a legacy key.</summary>
    public static Msat For(BitcoinAddress destination) => Msat.FromSats(SatsAVirtualByte
        * (OutputBytes + destination.ToScript().Length
            + (destination.IsWitness ? WitnessInputBytes : LegacyInputBytes)));
}
