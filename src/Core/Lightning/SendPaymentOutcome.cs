namespace Fulgurite.Lightning;

/// <summary>A node's answer to <see cref="IPayingNode.SendPayment"/>.</summary>
public abstract record SendPaymentOutcome
{
    private SendPaymentOutcome()
    {
    }

    /// <summary>The node took it up; this is what it last said.</summary>
    public sealed record Started(NodePayment Payment) : SendPaymentOutcome;

    /// <summary>
    /// The node made no new payment: one of this hash succeeded before or is under way.
    /// <see cref="IPayingNode.TrackPayment"/> tells.
    /// </summary>
    public sealed record AlreadyKnown : SendPaymentOutcome;

    /// <summary>Definitely no payment was made by this request.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="Reason">The node's own words, for the operator's log.</param>
    public sealed record Refused(PaymentFailure Failure, string Reason) : SendPaymentOutcome;
}
