using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// What a send on chain may cost at most is set aside before a transaction is made: <c>available → held</c>.
/// </summary>
public static class HoldOnChain
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "hold-onchain";

    /// <summary>The transfers.</summary>
    /// <param name="amount">What arrives; more than zero.</param>
    /// <param name="feeMax">The most that the transaction may cost.</param>
    /// <param name="processing">The operator's fee.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat amount, Msat feeMax, Msat processing = default) =>
        [new Transfer(Account.Available, Account.Held, amount + feeMax + processing)];
}
