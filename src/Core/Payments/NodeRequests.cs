using Fulgurite.Lightning;

namespace Fulgurite.Payments;

/// <summary>
/// The account of what a node was asked for one payment. A request whose answer was lost may reach the node at any time
/// later, and would then begin another try, even after an earlier one failed. So a failure counts only when no request
/// is left that could still begin something: every one was answered, or is matched by a try that the node was seen to
/// make.
/// </summary>
/// <param name="Open">
/// Requests made that were neither answered with a definite no nor matched with a try: each may yet begin one.
/// </param>
/// <param name="LastIndex">
/// The node's number of the newest try known: before the first request, of somebody else's; 0 when there is none.
/// </param>
/// <param name="IsKnown">True once the node was seen to make a try of ours.</param>
/// <param name="Token">Names the last request; null once it was answered with a definite no.</param>
/// <param name="LastAt">When the last request was made.</param>
public sealed record NodeRequests(int Open, ulong LastIndex, bool IsKnown, string? Token, DateTimeOffset? LastAt)
{
    /// <summary>The node was not asked.</summary>
    public static readonly NodeRequests None = new(0, 0, false, null, null);

    /// <summary>
    /// Which node was asked: of what becomes of a request, only that one can tell, and no other is asked. Null before
    /// the first request.
    /// </summary>
    public NodePublicKey? Node { get; init; }

    /// <summary>Before a request is made of a node.</summary>
    public NodeRequests Making(string token, NodePublicKey node, ulong indexBefore, DateTimeOffset now)
    {
        Invariant.Holds(Node is null || Node == node, "a payment is asked of one node");
        return this with
        {
            Node = node,
            Open = Open + 1,
            LastIndex = Math.Max(LastIndex, indexBefore),
            Token = token,
            LastAt = now,
        };
    }

    /// <summary>
    /// After the answer that a request made no payment. Counts once for each request, and not at all when another was
    /// made since: then it stays open, which can only delay a release.
    /// </summary>
    public NodeRequests Answered(string token) =>
        token == Token ? this with { Open = Open - 1, Token = null } : this;

    /// <summary>After the node showed a try of this number.</summary>
    public NodeRequests Seeing(ulong index) => index > LastIndex
        ? this with { Open = Math.Max(0, Open - 1), LastIndex = index, IsKnown = true }
        : this;
}
