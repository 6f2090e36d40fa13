namespace Fulgurite.Money;

/// <summary>
/// What the operator takes for a payment: a rate, and what that comes to, rounded down to the millisatoshi. Frozen when
/// the payment is approved. <c>default</c> is no fee.
/// </summary>
/// <param name="Rate">Of what is paid.</param>
/// <param name="Amount">On top of it.</param>
public readonly record struct ProcessingFee(BasisPoints Rate, Msat Amount)
{
    /// <summary>The fee on what is paid.</summary>
    public static ProcessingFee On(Msat paid, BasisPoints rate) => new(rate, rate.FeeRoundedDownToMsat(paid));
}
