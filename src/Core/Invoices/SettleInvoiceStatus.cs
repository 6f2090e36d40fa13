namespace Fulgurite.Invoices;

/// <summary>What came of a settlement.</summary>
public enum SettleInvoiceStatus
{
    /// <summary>The wallet has the money, and the merchant is being told.</summary>
    Credited,

    /// <summary>It had it already; callbacks that are still due were ordered again.</summary>
    AlreadyCredited,

    /// <summary>No open invoice explains the money: it is in suspense.</summary>
    Suspended,

    /// <summary>
    /// The hash is not one of ours: the node's owner uses it for other things too. Nothing was stored.
    /// </summary>
    NotOurs,

    /// <summary>
    /// Another node than the one that issued the invoice says so. Nothing was stored; an operator must look at it.
    /// </summary>
    OtherNode,

    /// <summary>
    /// The same hash was settled before with another amount. Nothing was stored; an operator must look at the node.
    /// </summary>
    Contradictory,
}
