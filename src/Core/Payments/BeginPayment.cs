using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Payments;

/// <summary>
/// The first step of a payment: takes the right to its hash, and chooses its way. An invoice of ours is paid within the
/// ledger, any other by the node.
/// </summary>
public sealed class BeginPayment(
    PaymentClaims claims,
    PayInternally internally,
    PayOverNetwork network,
    ResolvePayment resolve,
    TimeProvider clock)
{
    /// <summary>
    /// Begins, or gives up where it is too late, or another payment has the right to the hash. At most once: whoever
    /// comes later finds the payment begun.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Not begun; do it again.</exception>
    internal async Task<AdvancePaymentStatus> Execute(Payment payment, ETag version, CancellationToken cancel)
    {
        // Before the node is asked anything: it may be away for good, and it was never asked to pay.
        if (clock.GetUtcNow() >= payment.ExpiresAt)
        {
            return await resolve.GiveUp(payment, version, PaymentFailure.InvoiceExpired, cancel);
        }

        if (!await claims.Take(payment, cancel))
        {
            return await resolve.GiveUp(payment, version, PaymentFailure.AlreadyAttempted, cancel);
        }

        // What another node issued is no invoice of ours: that is seen without asking the tables.
        var isOwn = await network.IsOwn(payment, cancel);
        return (isOwn ? await internally.Begin(payment, version, cancel) : null)
            ?? await network.Begin(payment, version, cancel);
    }
}
