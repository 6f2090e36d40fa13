using Fulgurite.Billing;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>The contract's words for what bills say.</summary>
internal static class BillWords
{
    /// <summary>
    /// Every status of the contract; <c>queued</c> is of currencies that are not here.
    /// </summary>
    public static readonly IReadOnlyList<string> Statuses =
        ["payment_due", "queued", "processing", "paid", "void", "failed"];

    /// <summary>A status.</summary>
    public static string Of(BillStatus status) => status switch
    {
        BillStatus.PaymentDue => "payment_due",
        BillStatus.Processing => "processing",
        BillStatus.Paid => "paid",
        BillStatus.Void => "void",
        BillStatus.Failed => "failed",
    };

    /// <summary>Who owes.</summary>
    public static string Of(SettlementType type) => type switch
    {
        SettlementType.Collection => "Collection",
        SettlementType.Payout => "Payout",
    };

    /// <summary>Who owes an amount: below zero, the customer.</summary>
    public static string DirectionOf(MsatDelta net) =>
        Of(net.Value < 0 ? SettlementType.Collection : SettlementType.Payout);

    /// <summary>An amount without its sign.</summary>
    public static VoltageAmount Magnitude(MsatDelta amount) =>
        VoltageAmount.FromCore(new Msat(Math.Abs(amount.Value)));
}
