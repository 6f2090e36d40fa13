using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>An invoice at the sandbox node. Immutable: a change is a new one, appended to the node's log.</summary>
/// <param name="Hash">Names it.</param>
/// <param name="PaymentRequest">The signed BOLT 11 text.</param>
/// <param name="Amount">What is asked; null lets the payer choose.</param>
/// <param name="ExpiresAt">When it stops being payable.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AmountPaid">What arrived.</param>
/// <param name="SettleIndex">From 1; 0 until settled.</param>
/// <param name="SettledAt">When it was settled.</param>
internal sealed record SandboxInvoice(
    PaymentHash Hash,
    string PaymentRequest,
    Msat? Amount,
    DateTimeOffset ExpiresAt,
    NodeInvoiceState State,
    Msat AmountPaid,
    ulong SettleIndex,
    DateTimeOffset? SettledAt)
{
    /// <summary>As the port shows it at an instant: like LND, an open invoice is cancelled by its expiry.</summary>
    public NodeInvoice ToNodeInvoice(DateTimeOffset now) => new(
        Hash,
        State == NodeInvoiceState.Open && now >= ExpiresAt ? NodeInvoiceState.Canceled : State,
        PaymentRequest,
        AmountPaid,
        SettleIndex,
        SettledAt);
}
