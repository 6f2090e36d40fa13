namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>How far a line of credit is secured.</summary>
/// <param name="Amount">How much secures it, as the operator says.</param>
/// <param name="Status">See <see cref="CollateralWords"/>.</param>
internal sealed record CollateralDataBody(VoltageAmount Amount, string Status);
