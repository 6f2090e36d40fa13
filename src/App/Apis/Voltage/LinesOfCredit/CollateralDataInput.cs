using Fulgurite.App.Apis.Voltage.Payments;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>How far a line of credit is to be secured.</summary>
/// <param name="Status">See <see cref="CollateralWords"/>.</param>
/// <param name="Amount">How much secures it; left out, it stays as it is.</param>
internal sealed record CollateralDataInput(string? Status = null, AmountInput? Amount = null);
