using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>The states of an invoice at a node (LND's <c>Invoice.InvoiceState</c>).</summary>
public enum NodeInvoiceState
{
    /// <summary>Waiting for a payer.</summary>
    Open,

    /// <summary>An HTLC is held; neither paid nor refused yet.</summary>
    Accepted,

    /// <summary>Paid: final.</summary>
    Settled,

    /// <summary>Cancelled or expired: final.</summary>
    Canceled,
}

/// <summary>
/// An invoice as its node reports it. The preimage that LND returns with it is dropped in the adapter.
/// </summary>
/// <param name="Hash">Names it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="AmountPaid">What arrived; zero until settled. May exceed what was asked (BOLT 4 allows twice).</param>
/// <param name="SettleIndex">Its place in the node's order of settlement, from 1; 0 until settled.</param>
/// <param name="SettledAt">The node's time of settlement, whole seconds; null until settled.</param>
public sealed record NodeInvoice(
    PaymentHash Hash,
    NodeInvoiceState State,
    string PaymentRequest,
    Msat AmountPaid,
    ulong SettleIndex,
    DateTimeOffset? SettledAt);
