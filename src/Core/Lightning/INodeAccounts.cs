namespace Fulgurite.Lightning;

/// <summary>
/// What a node's own records say of its money. For audits, never on a request path, and with a macaroon of its own that
/// can change nothing. Implemented over gRPC for LND, and by the sandbox network. Every member throws
/// <see cref="NodeUnavailableException"/> when there was no answer; <see cref="NodeRefusedException"/> when the
/// credentials do not allow the call; and <see cref="OperationCanceledException"/> only for the caller's own token.
/// </summary>
public interface INodeAccounts
{
    /// <summary>
    /// Every payment that the node holds, failed ones and those under way too, once for each hash with its last try, in
    /// the order of their numbers (LND <c>Lightning.ListPayments</c>). A success's preimage is null where the node's is
    /// not the hash's own. A request for each page. The node works on while it is listed: each payment is as it was
    /// when its page was read.
    /// </summary>
    IAsyncEnumerable<NodePayment> ListPayments(CancellationToken cancel);

    /// <summary>What the node owns in its channels (LND <c>Lightning.ChannelBalance</c>). One request.</summary>
    Task<NodeFunds> GetFunds(CancellationToken cancel);
}
