using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// Money arrived at an address of ours when nobody expected it any more. It is kept, and shown, until a person
/// attributes it: <c>onchain-in → suspense</c>.
/// </summary>
public static class ReceiveOnChainUnattributed
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "receive-onchain-unattributed";

    /// <summary>The transfers.</summary>
    /// <param name="amount">What the output holds; more than zero.</param>
    public static IReadOnlyList<Transfer> Transfers(Msat amount) =>
        [new Transfer(Account.OnChainIn, Account.Suspense, amount)];
}
