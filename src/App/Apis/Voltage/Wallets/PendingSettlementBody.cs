using Fulgurite.App.Apis.Voltage.Bills;
using Fulgurite.Billing;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>A bill's amount that is on its way into or out of a wallet.</summary>
/// <param name="Id">Names it.</param>
/// <param name="BillId">Of which bill.</param>
/// <param name="Amount">How much; below zero it leaves the wallet.</param>
/// <param name="SettlementType"><c>Collection</c> for what comes in, <c>Payout</c> for what leaves.</param>
/// <param name="EffectiveTime">Since when.</param>
internal sealed record PendingSettlementBody(
    string Id, string? BillId, VoltageSignedAmount Amount, string SettlementType, DateTimeOffset EffectiveTime)
{
    /// <summary>Of what a bill will change.</summary>
    public static PendingSettlementBody FromCore(PendingSettlement pending) => new(
        pending.Id.ToString(),
        pending.Bill.Id.ToString(),
        VoltageSignedAmount.FromCore(pending.Amount),
        BillWords.DirectionOf(new MsatDelta(-pending.Amount.Value)),
        pending.Bill.CreatedAt);
}
