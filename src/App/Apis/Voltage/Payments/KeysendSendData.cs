using System.Globalization;
using System.Text.Json.Serialization;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A send to a node that asked for nothing.</summary>
/// <param name="Destination">The node's key, 33 bytes in hex.</param>
/// <param name="CustomRecords">What it is told beside the money: decimal types, values in hex.</param>
/// <param name="Amount">What the payee is to get.</param>
/// <param name="MaxFee">The most that routing may cost.</param>
/// <param name="Fees">What it did cost; absent until it succeeded.</param>
/// <param name="Description">What it is for.</param>
internal sealed record KeysendSendData(
    string Destination,
    IReadOnlyDictionary<string, string> CustomRecords,
    VoltageAmount Amount,
    VoltageAmount MaxFee,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VoltageAmount? Fees,
    string? Description) : PaymentData
{
    /// <summary>What left: the proof of payment.</summary>
    public required ReceiptBody[] Outflows { get; init; }

    /// <summary>The same as the amount, as other sends have it.</summary>
    public long AmountMsats => Amount.Amount;

    /// <summary>The same as the maximum fee.</summary>
    public long MaxFeeMsats => MaxFee.Amount;

    /// <summary>The same as the fees.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FeeMsats => Fees?.Amount;

    /// <summary>No quotes are made here.</summary>
    public string? MarketQuote { get; }

    /// <summary>Records as the API shows them.</summary>
    public static IReadOnlyDictionary<string, string> RecordsOf(PaymentTarget.Keysend keysend) =>
        keysend.Records.All.ToDictionary(
            record => record.Type.ToString(CultureInfo.InvariantCulture),
            record => Convert.ToHexStringLower(record.Value));
}
