using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>A bill's fees are the operator's. <c>settlement → processing-fees</c>.</summary>
public static class ChargeFees
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "charge-fees";

    /// <summary>The transfers; none for nothing.</summary>
    public static IReadOnlyList<Transfer> Transfers(Msat amount) =>
        amount.IsZero ? [] : [new Transfer(Account.Settlement, Account.ProcessingFees, amount)];
}
