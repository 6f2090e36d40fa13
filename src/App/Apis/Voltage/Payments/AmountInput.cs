using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>An amount as clients send it; the unit is ignored, as in the contract.</summary>
/// <param name="Amount">Whole millisatoshis.</param>
/// <param name="Currency"><c>btc</c>, of any case.</param>
/// <param name="Negative">True for less than nothing: the contract's amounts have their sign beside them.</param>
internal sealed record AmountInput(
    [property: JsonRequired] long Amount, string? Currency = null, bool? Negative = null);
