using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A send to a BIP 21 request, by one of the two ways that it offers.</summary>
/// <typeparam name="TOutflow">What leaves that way.</typeparam>
/// <param name="PaymentRequest">The invoice that is paid; null where it is paid on chain.</param>
/// <param name="Address">The address; null where the request has none.</param>
/// <param name="Amount">What the payee is to get.</param>
/// <param name="MaxFee">The most that it may cost.</param>
/// <param name="Fees">What it did cost; absent until it succeeded.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Outflows">What left.</param>
internal sealed record Bip21SendData<TOutflow>(
    string? PaymentRequest,
    string? Address,
    VoltageAmount Amount,
    VoltageAmount MaxFee,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VoltageAmount? Fees,
    string? Description,
    TOutflow[] Outflows) : PaymentData
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
