using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// A bill was settled in a wallet's favour: what it owed is paid. <c>settlement → available</c>.
/// </summary>
public static class DepositSettlement
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "deposit-settlement";

    /// <summary>The transfers; none for nothing.</summary>
    public static IReadOnlyList<Transfer> Transfers(Msat amount) =>
        amount.IsZero ? [] : [new Transfer(Account.Settlement, Account.Available, amount)];
}
