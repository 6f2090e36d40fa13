using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A send to an invoice.</summary>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="Amount">What the payee is to get.</param>
/// <param name="MaxFee">The most that routing may cost.</param>
/// <param name="Fees">What it did cost; absent until it succeeded.</param>
/// <param name="Memo">What the invoice says it is for.</param>
/// <param name="Outflows">What left.</param>
internal sealed record Bolt11SendData(
    string PaymentRequest,
    VoltageAmount Amount,
    VoltageAmount MaxFee,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VoltageAmount? Fees,
    string? Memo,
    ReceiptBody[] Outflows) : PaymentData
{
    /// <summary>The same as the amount, for clients from before amounts had units.</summary>
    public long AmountMsats => Amount.Amount;

    /// <summary>The same as the maximum fee, for the same clients.</summary>
    public long MaxFeeMsats => MaxFee.Amount;

    /// <summary>The same as the fees, for the same clients.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FeeMsats => Fees?.Amount;

    /// <summary>No quotes are made here.</summary>
    public string? MarketQuote { get; }
}
