namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/release</c> is asked.</summary>
/// <param name="PaymentRequest">The BOLT 11 text of the held payment.</param>
/// <param name="Outcome"><c>settle</c> (default) or <c>fail</c>.</param>
/// <param name="Keysends">True in the place of an invoice: every keysend that is held.</param>
internal sealed record SandboxReleaseBody(string? PaymentRequest, string? Outcome, bool? Keysends);
