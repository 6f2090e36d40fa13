using Fulgurite.Holds;
using Fulgurite.Listings;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>What is set aside for one send that is not final.</summary>
/// <param name="Id">The same as the ledger's <c>hold_id</c>.</param>
/// <param name="PaymentId">Which send; additive to the contract.</param>
/// <param name="Amount">The most that it may cost.</param>
/// <param name="EffectiveTime">Since when.</param>
internal sealed record HoldBody(
    string Id, string PaymentId, VoltageSignedAmount Amount, DateTimeOffset EffectiveTime)
{
    /// <summary>Of what is held.</summary>
    public static HoldBody FromCore(Hold hold) => new(
        StatementLine.HoldId(hold.Wallet, hold.Payment.ToString()).ToString(),
        hold.Payment.ToString(),
        VoltageSignedAmount.FromCore(MsatDelta.Zero + hold.Amount),
        hold.Since);
}
