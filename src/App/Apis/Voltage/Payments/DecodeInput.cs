namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What is to be read.</summary>
/// <param name="PaymentRequest">A BOLT 11 text, with or without <c>lightning:</c>.</param>
internal sealed record DecodeInput(string? PaymentRequest);
