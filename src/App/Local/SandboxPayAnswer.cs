namespace Fulgurite.App.Local;

/// <summary>What came of a payment: <c>settled</c>, <c>failed</c>, <c>held</c> or <c>in_flight</c>.</summary>
internal sealed record SandboxPayAnswer(string Status);
