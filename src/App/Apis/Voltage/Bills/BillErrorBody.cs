using Fulgurite.Billing;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>Why a bill's payout failed, in the contract's words.</summary>
/// <param name="Type"><c>fulfillment_failure</c>.</param>
/// <param name="Detail">What it was.</param>
internal sealed record BillErrorBody(string Type, FulfillmentErrorBody Detail)
{
    /// <summary>Of a bill; null where its last payout did not fail.</summary>
    public static BillErrorBody? FromCore(Bill bill) =>
        bill.Payout?.Failure is { } failure ? new BillErrorBody("fulfillment_failure", DetailOf(failure)) : null;

    private static FulfillmentErrorBody DetailOf(PayoutFailure failure) => failure switch
    {
        PayoutFailure.NoRoute => new("PaymentFailure", "no_route"),
        PayoutFailure.InvoiceRejected or PayoutFailure.InvoiceExpired => new("InvalidBolt11Invoice"),
        PayoutFailure.NodeFailed => new("ProviderFailure", "upstream_failure"),
        PayoutFailure.AddressRefused => new("InvalidAddress"),
        PayoutFailure.AmountTooSmall or PayoutFailure.WalletsShort => new("InvalidPaymentAmount"),
        PayoutFailure.TransactionNotBuilt => new("PaymentFailure", "transaction_build_failed"),
        PayoutFailure.FeeAboveMax => new("PaymentFailure", "broadcast_fee_above_max"),
        PayoutFailure.TransactionNotSent => new("PaymentFailure", "broadcast_failed"),
    };
}
