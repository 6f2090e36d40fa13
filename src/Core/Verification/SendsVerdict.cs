namespace Fulgurite.Verification;

/// <summary>What the ledger sent beside what its node sent, msat.</summary>
/// <param name="Succeeded">Successes at the node that are ours.</param>
/// <param name="UnderWay">Of the payments that are not final, those that the node is at.</param>
/// <param name="LedgerOut">Sent over Lightning, by the books.</param>
/// <param name="LedgerFees">Paid for routing, by the books.</param>
/// <param name="NodeOut">What payees got for our payments, by the node.</param>
/// <param name="NodeFees">What routing cost them, by the node.</param>
/// <param name="Uncaptured">
/// Of <paramref name="NodeOut"/> and <paramref name="NodeFees"/>: what succeeded and is still held in the books, which
/// the next look at its payment captures.
/// </param>
/// <param name="Findings">Payments about which books and node differ.</param>
public sealed record SendsVerdict(
    long Succeeded,
    long UnderWay,
    long LedgerOut,
    long LedgerFees,
    long NodeOut,
    long NodeFees,
    (long Out, long Fees) Uncaptured,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>True when what the node sent for us is in the books, to the millisatoshi, or held there.</summary>
    public bool IsProved => Findings.Count == 0 && IsEqual;

    /// <summary>True when the sums are.</summary>
    public bool IsEqual => LedgerOut + Uncaptured.Out == NodeOut && LedgerFees + Uncaptured.Fees == NodeFees;
}
