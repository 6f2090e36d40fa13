namespace Fulgurite.Lightning;

/// <summary>
/// One Lightning node, as the engine sees it. Implemented over gRPC for LND, and by the sandbox network.
/// Every member throws <see cref="NodeUnavailableException"/> when the node cannot be reached or did not answer in
/// time, in which case the call may or may not have happened at the node; and
/// <see cref="OperationCanceledException"/> only for the caller's own token.
/// </summary>
public interface ILightningNode
{
    /// <summary>Who the node is and on which chain. Reads only; one request.</summary>
    /// <exception cref="NodeRefusedException">The credentials are wrong.</exception>
    Task<NodeInfo> GetInfo(CancellationToken cancel);

    /// <summary>
    /// Creates an invoice with our preimage. Retryable: the payment hash is the idempotency key, and the node answers
    /// <see cref="AddInvoiceStatus.AlreadyExists"/> for a hash that it knows, whatever the other fields say; then
    /// <see cref="LookupInvoice"/> tells what exists. One request. If it throws, the invoice may exist.
    /// </summary>
    Task<AddInvoiceOutcome> AddInvoice(NewNodeInvoice invoice, CancellationToken cancel);

    /// <summary>
    /// The node's own state of an invoice, or null when the node does not know the hash. Reads only; one request.
    /// </summary>
    Task<NodeInvoice?> LookupInvoice(PaymentHash hash, CancellationToken cancel);

    /// <summary>
    /// Cancels an open invoice, so that it can no longer be paid. Idempotent. One request. If it throws, the invoice
    /// may be cancelled.
    /// </summary>
    Task<CancelInvoiceStatus> CancelInvoice(PaymentHash hash, CancellationToken cancel);

    /// <summary>
    /// Settled invoices with a settle index above <paramref name="afterSettleIndex"/>, oldest first, then live ones as
    /// they settle, without end. Indexes may have gaps. With 0 the node sends no backlog at all (lnd #2469): list
    /// first with <see cref="ListSettledInvoices"/>. The sequence ends only by throwing, and a half-open connection is
    /// noticed within 30 seconds.
    /// </summary>
    IAsyncEnumerable<NodeInvoice> SubscribeSettledInvoices(ulong afterSettleIndex, CancellationToken cancel);

    /// <summary>
    /// Every settled invoice that the node holds, in pages, in the order of creation. Expensive: for the first start
    /// of a relay and for audits, never on a request path.
    /// </summary>
    IAsyncEnumerable<NodeInvoice> ListSettledInvoices(CancellationToken cancel);

    /// <summary>
    /// The node's own reading of a BOLT 11 payment request, or null when it refuses it (malformed, or another
    /// network's). Reads only; one request.
    /// </summary>
    Task<NodePaymentRequest?> DecodePaymentRequest(string paymentRequest, CancellationToken cancel);
}
