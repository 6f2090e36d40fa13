using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>What is set aside for one send that is not final.</summary>
/// <param name="Id">The same as the ledger's <c>hold_id</c>.</param>
/// <param name="PaymentId">Which send; additive to the contract.</param>
/// <param name="Amount">The most that it may cost.</param>
/// <param name="EffectiveTime">Since when.</param>
internal sealed record HoldBody(
    string Id, string PaymentId, VoltageSignedAmount Amount, DateTimeOffset EffectiveTime)
{
    /// <summary>Of a payment that is not final.</summary>
    public static HoldBody FromCore(Payment payment) => new(
        StatementLine.HoldId(payment.Wallet, payment.Id.ToString()).ToString(),
        payment.Id.ToString(),
        VoltageSignedAmount.FromCore(MsatDelta.Zero + payment.Held),
        payment.CreatedAt);
}
