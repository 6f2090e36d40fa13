namespace Fulgurite.Verification;

/// <summary>The ledger beside the node, msat.</summary>
/// <param name="Settled">Settlements at the node that are ours.</param>
/// <param name="LedgerIn">Received over Lightning, by the books.</param>
/// <param name="NodeIn">Received on our invoices, by the node.</param>
/// <param name="OnTheWay">Of <paramref name="NodeIn"/>: settled a moment ago, and not credited yet.</param>
/// <param name="Findings">Settlements that are missing, extra or of another amount.</param>
public sealed record NodeVerdict(
    long Settled, long LedgerIn, long NodeIn, long OnTheWay, IReadOnlyList<Finding> Findings)
{
    /// <summary>True when what the node received is in the books, to the millisatoshi, or on its way there.</summary>
    public bool IsProved => Findings.Count == 0 && LedgerIn + OnTheWay == NodeIn;
}
