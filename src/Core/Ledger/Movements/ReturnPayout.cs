using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// What a payout did not cost leaves the book of payouts. <c>available → settlement</c>.
/// </summary>
public static class ReturnPayout
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "return-payout";

    /// <summary>The transfers; none for nothing.</summary>
    public static IReadOnlyList<Transfer> Transfers(Msat amount) =>
        amount.IsZero ? [] : [new Transfer(Account.Available, Account.Settlement, amount)];
}
