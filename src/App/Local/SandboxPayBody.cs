namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/pay</c> is asked.</summary>
/// <param name="PaymentRequest">The BOLT 11 text, with or without <c>lightning:</c>.</param>
/// <param name="Outcome"><c>settle</c> (default), <c>fail</c> or <c>hold</c>.</param>
/// <param name="DelayMs">How long the payment is under way, 0 to 600,000.</param>
internal sealed record SandboxPayBody(string? PaymentRequest, string? Outcome, int? DelayMs);
