namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/send</c> is asked.</summary>
/// <param name="PaymentId">A UUID that makes the request repeatable; null for a new one.</param>
/// <param name="PaymentRequest">The BOLT 11 text, with or without <c>lightning:</c>.</param>
/// <param name="AmountMsat">Required where the invoice names none; where it does, null or the same.</param>
/// <param name="FeeMaxMsat">The most that routing may cost; null for 1 %, at least 1,000 msat.</param>
internal sealed record SandboxSendBody(string? PaymentId, string? PaymentRequest, long? AmountMsat, long? FeeMaxMsat);
