using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>What a bill that is to be paid, or is being settled, will change in a wallet.</summary>
/// <param name="Wallet">Whose.</param>
/// <param name="Bill">Which.</param>
/// <param name="Amount">Above zero it comes into the wallet, below it leaves; at most so much.</param>
public sealed record PendingSettlement(WalletId Wallet, Bill Bill, MsatDelta Amount)
{
    /// <summary>Names it: made from bill and wallet.</summary>
    public Guid Id => EventIds.For("pending-settlement", $"{Bill.Id}/{Wallet}");
}
