using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// An output that pays an address of ours has the confirmations that it needs: it becomes spendable, less the
/// operator's fee. <c>onchain-in → available</c> (all of it), <c>available → processing-fees</c> (the fee, if any).
/// </summary>
public static class ReceiveOnChain
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "receive-onchain";

    /// <summary>The transfers.</summary>
    /// <param name="amount">What the output holds; more than zero.</param>
    /// <param name="feePaid">The operator's part; at most what arrived.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat amount, Msat feePaid)
    {
        Invariant.Holds(feePaid <= amount, "a fee is at most the amount it is taken from");
        var received = new Transfer(Account.OnChainIn, Account.Available, amount);
        return feePaid.IsZero
            ? [received]
            : [received, new Transfer(Account.Available, Account.ProcessingFees, feePaid)];
    }
}
