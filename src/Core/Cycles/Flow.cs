using Fulgurite.Money;

namespace Fulgurite.Cycles;

/// <summary>What has moved in one direction.</summary>
/// <param name="Count">Journal lines that moved something.</param>
/// <param name="Volume">What they moved: what payees got, or what arrived before the operator's fee.</param>
/// <param name="ProcessingFees">The operator's fees on them.</param>
public readonly record struct Flow(long Count, Msat Volume, Msat ProcessingFees)
{
    /// <summary>Both together.</summary>
    public static Flow operator +(Flow left, Flow right) =>
        new(left.Count + right.Count, left.Volume + right.Volume, left.ProcessingFees + right.ProcessingFees);

    /// <summary>What came after an earlier state of the same flow.</summary>
    public static Flow operator -(Flow later, Flow earlier) => new(
        later.Count - earlier.Count,
        later.Volume - earlier.Volume,
        later.ProcessingFees - earlier.ProcessingFees);
}
