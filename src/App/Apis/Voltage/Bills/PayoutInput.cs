using Fulgurite.App.Apis.Voltage.Payments;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>Where a bill is to be paid out: exactly one of the first two.</summary>
/// <param name="PaymentRequest">A BOLT 11 text.</param>
/// <param name="Address">An address of the chain.</param>
/// <param name="MaxFee">The most that routing or mining may cost.</param>
internal sealed record PayoutInput(string? PaymentRequest, string? Address, AmountInput? MaxFee);
