using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// What a bill asks for leaves the book in which its line's payments arrive. <c>available → settlement</c>.
/// </summary>
public static class CollectBill
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "collect-bill";

    /// <summary>The transfers.</summary>
    /// <param name="amount">What was due; more than zero.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat amount) =>
        [new Transfer(Account.Available, Account.Settlement, amount)];
}
