namespace Fulgurite.Cycles;

/// <summary>A billing cycle: from its first instant to the first that is not in it any more, UTC.</summary>
/// <param name="Start">Inclusive; midnight UTC.</param>
/// <param name="End">Exclusive; midnight UTC.</param>
public readonly record struct BillingPeriod(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>True for an instant within.</summary>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}
