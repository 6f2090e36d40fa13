using System.Text.Json.Serialization;
using Fulgurite.Billing;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>How a bill is paid out: additive.</summary>
internal sealed record PayoutBody
{
    /// <summary>The invoice that is paid.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PaymentRequest { get; init; }

    /// <summary>The address that is paid.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    /// <summary>What arrives.</summary>
    public required VoltageAmount Amount { get; init; }

    /// <summary>The most that routing or mining may cost.</summary>
    public required VoltageAmount MaxFee { get; init; }

    /// <summary>What it cost; absent before it is paid.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VoltageAmount? Fee { get; init; }

    /// <summary>How often it was asked for.</summary>
    public required int Attempts { get; init; }

    /// <summary>
    /// What there is to pay out to another destination, where this one failed: less than was due where wallets spent of
    /// it meanwhile.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VoltageAmount? Payable { get; init; }

    /// <summary>Of a bill; null where nobody asked for a payout.</summary>
    public static PayoutBody? FromCore(Bill bill) => bill.Payout is not { } payout ? null : new PayoutBody
    {
        PaymentRequest = payout.PaymentRequest,
        Address = payout.Address,
        Amount = VoltageAmount.FromCore(payout.Amount),
        MaxFee = VoltageAmount.FromCore(payout.FeeMax),
        Fee = bill.CoveredAt is null ? null : VoltageAmount.FromCore(payout.FeePaid),
        Attempts = payout.Attempt,
        Payable = bill.Status == BillStatus.Failed ? VoltageAmount.FromCore(bill.Payable) : null,
    };
}
