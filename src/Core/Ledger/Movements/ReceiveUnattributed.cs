using Fulgurite.Money;

namespace Fulgurite.Ledger.Movements;

/// <summary>
/// Money arrived on a hash of ours that no open invoice explains: after the invoice was final, or for one that was
/// never handed out. It is kept, and shown, until a person attributes it: <c>lightning-in → suspense</c>.
/// </summary>
public static class ReceiveUnattributed
{
    /// <summary>The journal's name of the movement.</summary>
    public const string Name = "receive-unattributed";

    /// <summary>The transfers.</summary>
    public static IReadOnlyList<Transfer> Transfers(Msat amountPaid) =>
        [new Transfer(Account.LightningIn, Account.Suspense, amountPaid)];
}
