using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Payments;

/// <summary>What a payment over Lightning pays: an invoice, or a node that asked for nothing.</summary>
public abstract record PaymentTarget
{
    private PaymentTarget()
    {
    }

    /// <summary>Why a payment failed whose time was over before anything came of it.</summary>
    public abstract PaymentFailure TooLate { get; }

    /// <summary>The fingerprint of an order to pay this. What goes in is never changed: it is stored.</summary>
    public abstract InputHash AskedFor(Msat amount, Msat feeMax);

    /// <summary>An invoice.</summary>
    /// <param name="PaymentRequest">
    /// The BOLT 11 text; in an order with or without <c>lightning:</c>, in a payment without.
    /// </param>
    public sealed record Invoice(string PaymentRequest) : PaymentTarget
    {
        /// <inheritdoc/>
        public override PaymentFailure TooLate => PaymentFailure.InvoiceExpired;

        /// <inheritdoc/>
        public override InputHash AskedFor(Msat amount, Msat feeMax) =>
            InputHash.Of(PaymentRequest, amount.ToString(), feeMax.ToString());
    }

    /// <summary>A node, which takes the money with the preimage that travels with it.</summary>
    /// <param name="Destination">The node.</param>
    /// <param name="Records">What it is told beside the money.</param>
    public sealed record Keysend(NodePublicKey Destination, CustomRecords Records) : PaymentTarget
    {
        /// <summary>
        /// For how long after it was ordered a node may be asked for it. It has no invoice that expires, so each
        /// request carries this end, and the node refuses what comes after it (docs/decisions/0014). Long enough for a
        /// node that restarts; and as long again, a failure of which an answer was lost keeps its hold.
        /// </summary>
        public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

        /// <inheritdoc/>
        public override PaymentFailure TooLate => PaymentFailure.KeysendExpired;

        /// <inheritdoc/>
        public override InputHash AskedFor(Msat amount, Msat feeMax) =>
            InputHash.Of("keysend", Destination.Hex, Records.ToString(), amount.ToString(), feeMax.ToString());
    }
}
