namespace Fulgurite.Sandbox.Network;

/// <summary>What came of a payment on the sandbox network.</summary>
public enum SandboxPaymentStatus
{
    /// <summary>Paid.</summary>
    Settled,

    /// <summary>Failed, as was asked.</summary>
    Failed,

    /// <summary>The HTLC is held at the payee.</summary>
    Held,

    /// <summary>The HTLC is held at the payee, and the payment ends by itself after its delay.</summary>
    InFlight,

    /// <summary>Not a BOLT 11 text.</summary>
    NotAnInvoice,

    /// <summary>Another network's or node's, or unknown to the node.</summary>
    ForeignInvoice,

    /// <summary>It cannot be paid any more.</summary>
    Expired,

    /// <summary>Another payment of it is held.</summary>
    AlreadyHeld,

    /// <summary>It is paid.</summary>
    AlreadyPaid,
}
