using Fulgurite.Lightning;

namespace Fulgurite.App;

/// <summary>Stands where no macaroon for paying is configured: refuses, so that no hold waits for a guess.</summary>
internal sealed class UnconfiguredPayingNode : IPayingNode
{
    private const string Why = "Paying is not configured: there is no macaroon for it.";

    /// <inheritdoc/>
    public Task<SendPaymentOutcome> SendPayment(NewNodePayment payment, CancellationToken cancel) =>
        Task.FromException<SendPaymentOutcome>(new NodeRefusedException(Why));

    /// <inheritdoc/>
    public Task<NodePayment?> TrackPayment(PaymentHash hash, CancellationToken cancel) =>
        Task.FromException<NodePayment?>(new NodeRefusedException(Why));

    /// <inheritdoc/>
    public IAsyncEnumerable<PaymentHash> SubscribeFinalPayments(CancellationToken cancel) =>
        throw new NodeRefusedException(Why);
}
