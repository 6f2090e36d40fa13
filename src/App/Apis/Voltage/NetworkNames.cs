using Fulgurite.Lightning;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>
/// The contract's names of chains. Reads say <c>mainnet</c>, <c>testnet</c> or <c>mutinynet</c>; writes say
/// <c>testnet3</c> for the second. Mutinynet is a signet, and the contract has no other name for one; the sandbox's
/// regtest goes by the same name, so that what was written for the test chain runs against it unchanged.
/// </summary>
internal static class NetworkNames
{
    /// <summary>The name on reads.</summary>
    public static string FromCore(BitcoinNetwork network) => network switch
    {
        BitcoinNetwork.Mainnet => "mainnet",
        BitcoinNetwork.Testnet => "testnet",
        BitcoinNetwork.Signet => "mutinynet",
        BitcoinNetwork.Regtest => "mutinynet",
    };

    /// <summary>The chain of a name on writes, names of reads included; null where it is none.</summary>
    /// <param name="name">What was sent.</param>
    /// <param name="deployment">The deployment's chain: tells a signet from the sandbox.</param>
    public static BitcoinNetwork? ToCore(string name, BitcoinNetwork deployment) => name switch
    {
        "mainnet" => BitcoinNetwork.Mainnet,
        "testnet3" or "testnet" => BitcoinNetwork.Testnet,
        "mutinynet" or "signet" => deployment == BitcoinNetwork.Regtest
            ? BitcoinNetwork.Regtest
            : BitcoinNetwork.Signet,
        _ => null,
    };
}
