namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>An amount as clients send it; the unit is ignored, as in the contract.</summary>
/// <param name="Amount">Whole millisatoshis.</param>
/// <param name="Currency"><c>btc</c>, of any case.</param>
internal sealed record AmountInput(long Amount, string? Currency);
