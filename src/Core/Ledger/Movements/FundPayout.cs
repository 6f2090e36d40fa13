using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// What a bill has to pay out comes into the book from which its customer is paid. <c>settlement → available</c>.
/// </summary>
public static class FundPayout
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "fund-payout";

    /// <summary>The transfers; none for nothing.</summary>
    public static IReadOnlyList<Transfer> Transfers(Msat amount) =>
        amount.IsZero ? [] : [new Transfer(Account.Settlement, Account.Available, amount)];
}
