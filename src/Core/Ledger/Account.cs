namespace Fulgurite.Ledger;

/// <summary>
/// The accounts of a wallet's book. The sum over all accounts of a book is always zero: what the wallet owns stands
/// against where it came from and where it went.
/// </summary>
public enum Account
{
    /// <summary>What the wallet can spend; below zero it has drawn credit.</summary>
    Available,

    /// <summary>Reserved for sends that are not final yet.</summary>
    Held,

    /// <summary>Source of everything received over Lightning; never above zero.</summary>
    LightningIn,

    /// <summary>Destination of everything sent over Lightning; never below zero.</summary>
    LightningOut,

    /// <summary>Source of everything received on chain; never above zero.</summary>
    OnChainIn,

    /// <summary>Destination of everything sent on chain; never below zero.</summary>
    OnChainOut,

    /// <summary>Paid to the network for routing and mining; never below zero.</summary>
    NetworkFees,

    /// <summary>Earned by the operator on the wallet's payments; never below zero.</summary>
    ProcessingFees,

    /// <summary>What bills have settled between the operator and the wallet's owner.</summary>
    Settlement,

    /// <summary>Arrived and not yet attributed; never below zero.</summary>
    Suspense,

    /// <summary>
    /// Between two wallets of ours: below zero, received from others; above zero, paid to them. The sum over all
    /// wallets is zero whenever no payment is between its two books.
    /// </summary>
    Internal,
}
