using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A send to an address.</summary>
/// <param name="Address">Who is paid.</param>
/// <param name="Amount">What arrives there.</param>
/// <param name="MaxFee">The most that the transaction may cost.</param>
/// <param name="Fees">What it did cost; absent until it is sent.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Outflows">Its transaction.</param>
internal sealed record OnChainSendData(
    string Address,
    VoltageAmount Amount,
    VoltageAmount MaxFee,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VoltageAmount? Fees,
    string? Label,
    OnChainOutflowBody[] Outflows) : PaymentData
{
    private const long MsatsPerSat = 1_000;

    /// <summary>The amount in satoshis, for clients from before amounts had units.</summary>
    public long AmountSats => Amount.Amount / MsatsPerSat;

    /// <summary>The maximum fee in whole satoshis, for the same clients.</summary>
    public long MaxFeeSats => MaxFee.Amount / MsatsPerSat;

    /// <summary>The fees in satoshis, for the same clients.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FeeSats => Fees?.Amount / MsatsPerSat;

    /// <summary>No quotes are made here.</summary>
    public string? MarketQuote { get; }
}
