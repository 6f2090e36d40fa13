namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>A bill's amount that is on its way into or out of a wallet.</summary>
/// <param name="Id">Names it.</param>
/// <param name="BillId">Of which bill.</param>
/// <param name="Amount">How much.</param>
/// <param name="SettlementType"><c>Collection</c> or <c>Payout</c>.</param>
/// <param name="EffectiveTime">Since when.</param>
internal sealed record PendingSettlementBody(
    string Id, string? BillId, VoltageSignedAmount Amount, string SettlementType, DateTimeOffset EffectiveTime);
