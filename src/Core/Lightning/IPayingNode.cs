namespace Fulgurite.Lightning;

/// <summary>
/// A Lightning node as what pays: the part of it that moves money out, with a macaroon of its own. Implemented over
/// gRPC for LND, and by the sandbox network. Every member throws <see cref="NodeUnavailableException"/> when there was
/// no definite answer, in which case the payment may or may not be under way;
/// <see cref="NodeRefusedException"/> when the credentials do not allow the call, in which case it is not; and
/// <see cref="OperationCanceledException"/> only for the caller's own token, which does not stop a payment.
/// </summary>
public interface IPayingNode
{
    /// <summary>
    /// Which node this is: its identity key (LND <c>Lightning.GetInfo</c>). The same for as long as this object lives.
    /// Reads only; one request, and none once it is known.
    /// </summary>
    Task<NodePublicKey> GetId(CancellationToken cancel);

    /// <summary>
    /// Makes the node try to pay (LND <c>Router.SendPaymentV2</c>), and waits until that is final or
    /// <see cref="NewNodePayment.Wait"/> is over. <b>Not idempotent</b>: a node refuses a second payment of a hash that
    /// succeeded or is under way, but where the last one failed it makes another. One request.
    /// </summary>
    Task<SendPaymentOutcome> SendPayment(NewNodePayment payment, CancellationToken cancel);

    /// <summary>
    /// Makes the node try to pay somebody who asked for nothing (LND <c>Router.SendPaymentV2</c> with a key, a hash and
    /// the preimage as record 5482373484: bLIP 3), and waits as <see cref="SendPayment"/> does. <b>Not idempotent</b>
    /// in the same way. Where no invoice expires, the request itself does: one that reaches the node at
    /// <see cref="NewNodeKeysend.ExpiresAt"/> or later, however late, begins nothing. One request.
    /// </summary>
    Task<SendPaymentOutcome> SendKeysend(NewNodeKeysend keysend, CancellationToken cancel);

    /// <summary>
    /// What the node knows of the last payment of a hash (LND <c>Router.TrackPaymentV2</c>), at once; null when it was
    /// never asked to pay it. That is no proof that it will not be: a request may still be on its way. Reads only; one
    /// request.
    /// </summary>
    Task<NodePayment?> TrackPayment(PaymentHash hash, CancellationToken cancel);

    /// <summary>
    /// What paying an invoice would cost now, by what the node knows of the network (LND
    /// <c>Lightning.QueryRoutes</c>), or why there is no way. Nothing is sent, not even a probe, and a moment later the
    /// answer may be another. At most two requests.
    /// </summary>
    /// <param name="paymentRequest">The BOLT 11 text.</param>
    /// <param name="amount">Only where the request names none; null where it does.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<EstimateRouteOutcome> EstimateRoute(string paymentRequest, Money.Msat? amount, CancellationToken cancel);

    /// <summary>
    /// What a keysend would cost now, or why there is no way, as <see cref="EstimateRoute"/> tells it of an invoice.
    /// Nothing is sent, and whether the payee takes keysends is not known. At most two requests.
    /// </summary>
    Task<EstimateRouteOutcome> EstimateKeysend(
        NodePublicKey destination, Money.Msat amount, CancellationToken cancel);

    /// <summary>
    /// The hashes of payments as they become final (LND <c>Router.TrackPayments</c>), without end and without a
    /// backlog: a hint that <see cref="TrackPayment"/> has news, never more. The sequence ends only by throwing.
    /// </summary>
    IAsyncEnumerable<PaymentHash> SubscribeFinalPayments(CancellationToken cancel);
}
