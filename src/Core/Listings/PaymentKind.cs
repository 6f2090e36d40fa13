namespace Fulgurite.Listings;

/// <summary>By what means a payment can be made. Stored by name.</summary>
public enum PaymentKind
{
    /// <summary>A BOLT 11 invoice.</summary>
    Bolt11,

    /// <summary>A Bitcoin address.</summary>
    OnChain,

    /// <summary>Either, whichever the payer can.</summary>
    Bip21,

    /// <summary>Sends only: a node's key, without an invoice.</summary>
    Keysend,
}
