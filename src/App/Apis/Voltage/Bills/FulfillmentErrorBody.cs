using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>What failed about a payout.</summary>
/// <param name="Type">A fulfilment error of the contract.</param>
/// <param name="Code">More of it; absent where there is no more.</param>
internal sealed record FulfillmentErrorBody(
    string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null);
