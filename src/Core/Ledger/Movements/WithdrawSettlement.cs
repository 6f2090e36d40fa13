using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// A bill was settled out of a wallet: what it had is paid out, or used for what others under its line owe.
/// <c>available → settlement</c>.
/// </summary>
public static class WithdrawSettlement
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "withdraw-settlement";

    /// <summary>The transfers; none for nothing.</summary>
    public static IReadOnlyList<Transfer> Transfers(Msat amount) =>
        amount.IsZero ? [] : [new Transfer(Account.Available, Account.Settlement, amount)];
}
