namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/invoice</c> is asked.</summary>
/// <param name="AmountMsat">Above zero; null lets the payer choose.</param>
/// <param name="Outcome"><c>settle</c> (default), <c>fail</c> or <c>hold</c>.</param>
/// <param name="Failure">
/// Why it fails: <c>incorrect_payment_details</c> (default), <c>no_route</c>, <c>timeout</c>,
/// <c>insufficient_balance</c> or <c>error</c>.
/// </param>
/// <param name="DelayMs">How long its payment is under way, 0 to 600,000.</param>
/// <param name="ExpirySeconds">1 to 31,536,000; default 3,600.</param>
/// <param name="Memo">What it is for, at most 639 bytes.</param>
internal sealed record SandboxInvoiceBody(
    long? AmountMsat, string? Outcome, string? Failure, int? DelayMs, int? ExpirySeconds, string? Memo);
