using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Worlds;

/// <summary>An invoice at the world's node.</summary>
/// <param name="Hash">Names it.</param>
/// <param name="PaymentRequest">Its text.</param>
/// <param name="Amount">What is asked; null lets the payer choose.</param>
/// <param name="CreatedAt">When it was issued, whole seconds.</param>
/// <param name="ExpiresAt">When the node cancels it by itself.</param>
internal sealed record NodeRecord(
    PaymentHash Hash, string PaymentRequest, Msat? Amount, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Where it stands, expiry apart.</summary>
    public NodeInvoiceState State { get; init; } = NodeInvoiceState.Open;

    /// <summary>What arrived.</summary>
    public Msat AmountPaid { get; init; }

    /// <summary>Its place; 0 until settled.</summary>
    public ulong SettleIndex { get; init; }

    /// <summary>When, whole seconds; null until settled.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When it was cancelled, HTLCs and all; null until then, and where its time ran out.</summary>
    public DateTimeOffset? CanceledAt { get; init; }

    /// <summary>A payer's HTLC arrived while it was payable, and was not given back.</summary>
    public bool IsInTime { get; init; }

    /// <summary>A payer's HTLC waits for its end.</summary>
    public bool IsHeld => State == NodeInvoiceState.Accepted;

    /// <summary>As the node tells it at an instant.</summary>
    public NodeInvoice ToNodeInvoice(DateTimeOffset now) => new(
        Hash,
        State == NodeInvoiceState.Open && now >= ExpiresAt ? NodeInvoiceState.Canceled : State,
        PaymentRequest,
        AmountPaid,
        SettleIndex,
        SettledAt);
}
