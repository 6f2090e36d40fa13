using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.App;

/// <summary>In the place of what pays where no macaroon for payments is configured: refuses every call.</summary>
internal sealed class PayingNodeOff : IPayingNode
{
    /// <summary>What the operator reads.</summary>
    public const string Message =
        "Paying is not configured: this deployment has no macaroon for payments, so it cannot send.";

    /// <inheritdoc/>
    public Task<NodePublicKey> GetId(CancellationToken cancel) =>
        Task.FromException<NodePublicKey>(new NodeRefusedException(Message));

    /// <inheritdoc/>
    public Task<SendPaymentOutcome> SendPayment(NewNodePayment payment, CancellationToken cancel) =>
        Task.FromException<SendPaymentOutcome>(new NodeRefusedException(Message));

    /// <inheritdoc/>
    public Task<SendPaymentOutcome> SendKeysend(NewNodeKeysend keysend, CancellationToken cancel) =>
        Task.FromException<SendPaymentOutcome>(new NodeRefusedException(Message));

    /// <inheritdoc/>
    public Task<NodePayment?> TrackPayment(PaymentHash hash, CancellationToken cancel) =>
        Task.FromException<NodePayment?>(new NodeRefusedException(Message));

    /// <inheritdoc/>
    public Task<EstimateRouteOutcome> EstimateRoute(
        string paymentRequest, Msat? amount, CancellationToken cancel) =>
        Task.FromException<EstimateRouteOutcome>(new NodeRefusedException(Message));

    /// <inheritdoc/>
    public Task<EstimateRouteOutcome> EstimateKeysend(
        NodePublicKey destination, Msat amount, CancellationToken cancel) =>
        Task.FromException<EstimateRouteOutcome>(new NodeRefusedException(Message));

    /// <inheritdoc/>
    public IAsyncEnumerable<PaymentHash> SubscribeFinalPayments(CancellationToken cancel) =>
        throw new NodeRefusedException(Message);
}
