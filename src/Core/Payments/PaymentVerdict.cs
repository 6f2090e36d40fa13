using Fulgurite.Lightning;

namespace Fulgurite.Payments;

/// <summary>
/// What follows from a node's word about a payment in flight. Decided purely, and decided again over the row as it is
/// stored when it is carried out.
/// </summary>
public abstract record PaymentVerdict
{
    /// <summary>
    /// A node refuses what has expired by its own clock, so this long after the expiry, of an invoice or of a keysend's
    /// requests, none that is still on its way can begin anything: more than any two clocks differ.
    /// </summary>
    public static readonly TimeSpan ExpiryMargin = TimeSpan.FromMinutes(10);

    /// <summary>
    /// When a node that never heard of a payment is asked again: the request was lost, or its process died before it
    /// was made.
    /// </summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    private PaymentVerdict()
    {
    }

    /// <summary>The payee has it.</summary>
    public sealed record Capture(NodePayment Success) : PaymentVerdict;

    /// <summary>It failed, and nothing is left that could still pay.</summary>
    public sealed record Release(PaymentFailure Failure) : PaymentVerdict;

    /// <summary>Ask the node: it was not asked, or the request was lost.</summary>
    public sealed record Ask : PaymentVerdict;

    /// <summary>Look again later.</summary>
    /// <param name="Requests">The account with what was just seen.</param>
    public sealed record Wait(NodeRequests Requests) : PaymentVerdict;

    /// <summary>Decides about a payment that the node was asked for.</summary>
    /// <param name="payment">In flight.</param>
    /// <param name="atNode">The node's word about the last try; null when it knows of none.</param>
    /// <param name="now">The time of the decision.</param>
    public static PaymentVerdict Of(Payment payment, NodePayment? atNode, DateTimeOffset now)
    {
        var seen = atNode is null ? payment.Requests : payment.Requests.Seeing(atNode.Index);
        var isTryOfOurs = seen.IsKnown && atNode?.Index == seen.LastIndex;

        // In this order: an expiry may be the last instant that there is.
        var isTooLateToBegin = now - ExpiryMargin > payment.ExpiresAt;
        return atNode switch
        {
            { State: NodePaymentState.Succeeded } => new Capture(atNode),
            { State: NodePaymentState.InFlight } => new Wait(seen),
            { State: NodePaymentState.Failed } when isTryOfOurs && (seen.Open == 0 || isTooLateToBegin) =>
                new Release(atNode.Failure ?? PaymentFailure.Unspecified),
            { State: NodePaymentState.Failed } when isTryOfOurs => new Wait(seen),

            // The node made no try of ours. Where it once had, its records were deleted: a person must look.
            _ when seen.IsKnown => new Wait(seen),
            _ when isTooLateToBegin => new Release(payment.Target.TooLate),
            _ when now >= payment.ExpiresAt => new Wait(seen),
            _ when seen.LastAt is { } asked && now < asked + AskAgainAfter => new Wait(seen),
            _ => new Ask(),
        };
    }
}
