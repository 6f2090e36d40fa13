namespace Fulgurite.Lightning;

/// <summary>The chain a node and its invoices live on.</summary>
public enum BitcoinNetwork
{
    /// <summary>Real money. BOLT 11 prefix <c>lnbc</c>.</summary>
    Mainnet,

    /// <summary>The public test chains (testnet3, testnet4). BOLT 11 prefix <c>lntb</c>.</summary>
    Testnet,

    /// <summary>Signet, mutinynet included. BOLT 11 prefix <c>lntbs</c>.</summary>
    Signet,

    /// <summary>A private chain on one machine. BOLT 11 prefix <c>lnbcrt</c>.</summary>
    Regtest,
}
