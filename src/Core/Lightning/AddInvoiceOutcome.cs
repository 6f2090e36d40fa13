namespace Fulgurite.Lightning;

/// <summary>How a node answered a request for an invoice.</summary>
public enum AddInvoiceStatus
{
    /// <summary>The invoice exists now, and the request is in the outcome.</summary>
    Added,

    /// <summary>The hash is known already: look the invoice up.</summary>
    AlreadyExists,

    /// <summary>The node will not issue it: nothing was created, and the reason is in the outcome.</summary>
    Refused,
}

/// <summary>The answer to <see cref="ILightningNode.AddInvoice"/>.</summary>
/// <param name="Status">Which of the three.</param>
/// <param name="PaymentRequest">The BOLT 11 text; only when added.</param>
/// <param name="Reason">The node's own words; only when refused.</param>
public sealed record AddInvoiceOutcome(AddInvoiceStatus Status, string? PaymentRequest = null, string? Reason = null);
