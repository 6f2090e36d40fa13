using Fulgurite.Cycles;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>The sums over a bill's items: kept while they are made, so that nobody reads them all again.</summary>
/// <param name="Wallets">How many items there are.</param>
/// <param name="Moved">What their wallets sent and received.</param>
/// <param name="NetworkFees">What routing and mining cost.</param>
/// <param name="SentVolumeFees">The volume fees on what was sent, each rounded by itself.</param>
/// <param name="ReceivedVolumeFees">The same on what was received.</param>
/// <param name="Carried">What the bill before left to this one.</param>
public readonly record struct BillTotals(
    long Wallets,
    Turnover Moved,
    Msat NetworkFees,
    Msat SentVolumeFees,
    Msat ReceivedVolumeFees,
    MsatDelta Carried)
{
    /// <summary>As <see cref="BillItem.IsFeesOnly"/>: of all of a line's wallets, or of none.</summary>
    public bool IsFeesOnly { get; init; }

    /// <summary>All that left the wallets.</summary>
    public Msat Sent => Moved.Sent.Volume + Moved.Sent.ProcessingFees + NetworkFees;

    /// <summary>All that came into them.</summary>
    public Msat Received => Moved.Received.Volume - Moved.Received.ProcessingFees;

    /// <summary>Both volume fees.</summary>
    public Msat VolumeFees => SentVolumeFees + ReceivedVolumeFees;

    /// <summary>What settling the bill brings the wallets back to, together.</summary>
    public MsatDelta ToSettle => IsFeesOnly ? default : new MsatDelta(Received.Value - Sent.Value) + Carried;

    /// <summary>The processing fees that the customer's own node has taken in, and that are yet to be paid.</summary>
    public Msat FeesToCollect =>
        IsFeesOnly ? Moved.Sent.ProcessingFees + Moved.Received.ProcessingFees : Msat.Zero;

    /// <summary>With one item more.</summary>
    public static BillTotals operator +(BillTotals totals, BillItem item) => new(
        totals.Wallets + 1,
        new Turnover(totals.Moved.Sent + item.Moved.Sent, totals.Moved.Received + item.Moved.Received),
        totals.NetworkFees + item.NetworkFees,
        totals.SentVolumeFees + item.SentVolumeFee,
        totals.ReceivedVolumeFees + item.ReceivedVolumeFee,
        totals.Carried + item.Carried)
    {
        IsFeesOnly = totals.IsFeesOnly || item.IsFeesOnly,
    };
}
