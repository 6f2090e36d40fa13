using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>A node's answer to <see cref="IPayingNode.EstimateRoute"/>.</summary>
public abstract record EstimateRouteOutcome
{
    private EstimateRouteOutcome()
    {
    }

    /// <summary>There is a way now.</summary>
    /// <param name="Fee">What it would cost on top of the amount.</param>
    public sealed record Estimated(Msat Fee) : EstimateRouteOutcome;

    /// <summary>It could not be paid now.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="Reason">The node's own words, for the operator's log.</param>
    public sealed record Refused(PaymentFailure Failure, string Reason) : EstimateRouteOutcome;
}
