using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>The states of a payment at a node (LND's <c>Payment.ListedStatus</c>).</summary>
public enum NodePaymentState
{
    /// <summary>Not final, whatever else the node says of it: a failure reason beside it does not count.</summary>
    InFlight,

    /// <summary>Paid: final.</summary>
    Succeeded,

    /// <summary>Not paid, and no HTLC of it is left: final.</summary>
    Failed,
}

/// <summary>A payment as its node reports it.</summary>
/// <param name="Hash">What is paid.</param>
/// <param name="Index">
/// The node's number of this try (LND's <c>payment_index</c>), from 1 and growing: another try of the same hash has
/// another.
/// </param>
/// <param name="State">Where it stands.</param>
/// <param name="AmountPaid">What the payee got, without the fee; zero unless it succeeded.</param>
/// <param name="FeePaid">What routing cost on top; zero unless it succeeded.</param>
/// <param name="Preimage">The proof of payment; null unless it succeeded.</param>
/// <param name="Failure">Why not; null unless it failed.</param>
public sealed record NodePayment(
    PaymentHash Hash,
    ulong Index,
    NodePaymentState State,
    Msat AmountPaid,
    Msat FeePaid,
    PaymentPreimage? Preimage,
    PaymentFailure? Failure);
