using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// What a payout did not cost is the line's credit with the operator. <c>settlement → available</c>.
/// </summary>
public static class CreditPayout
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "credit-payout";

    /// <summary>The transfers; none for nothing.</summary>
    public static IReadOnlyList<Transfer> Transfers(Msat amount) =>
        amount.IsZero ? [] : [new Transfer(Account.Settlement, Account.Available, amount)];
}
