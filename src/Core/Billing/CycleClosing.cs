using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>How far the closing of a line's cycles has come.</summary>
/// <param name="Start">When the first cycle that is not closed yet began.</param>
public sealed record CycleClosing(DateTimeOffset Start)
{
    /// <summary>True once its closing has begun: the bill before does not change sides any more.</summary>
    public bool HasBegun { get; init; }

    /// <summary>The last wallet that is in the totals; null before the first.</summary>
    public WalletId? After { get; init; }

    /// <summary>The sums so far.</summary>
    public BillTotals Totals { get; init; }

    /// <summary>When the cycle of the bill began that this one takes over; null for none.</summary>
    public DateTimeOffset? CarriedFrom { get; init; }

    /// <summary>That bill's fees.</summary>
    public Msat FeesCarried { get; init; }
}
