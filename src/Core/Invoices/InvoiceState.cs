namespace Fulgurite.Invoices;

/// <summary>
/// The life of an invoice of ours: <c>Open → Settled | Expired | Canceled</c>. The three are final; money that arrives
/// after Expired or Canceled goes to suspense.
/// </summary>
public enum InvoiceState
{
    /// <summary>Issued, and payable until it expires.</summary>
    Open,

    /// <summary>Paid and credited.</summary>
    Settled,

    /// <summary>Not paid in time; the node has confirmed that it never will be.</summary>
    Expired,

    /// <summary>Withdrawn before it was paid; the node has confirmed it.</summary>
    Canceled,
}
