using System.Text.Json.Serialization;

namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/pay</c> is asked.</summary>
/// <param name="PaymentRequest">The BOLT 11 text, with or without <c>lightning:</c>.</param>
/// <param name="Outcome"><c>settle</c> (default), <c>fail</c> or <c>hold</c>.</param>
/// <param name="DelayMs">How long the payment is under way, 0 to 600,000.</param>
internal sealed record SandboxPayBody(string? PaymentRequest, string? Outcome, int? DelayMs);

/// <summary>What <c>POST /sandbox/release</c> is asked.</summary>
/// <param name="PaymentRequest">The BOLT 11 text of the held payment.</param>
/// <param name="Outcome"><c>settle</c> (default) or <c>fail</c>.</param>
internal sealed record SandboxReleaseBody(string? PaymentRequest, string? Outcome);

/// <summary>What came of a payment: <c>settled</c>, <c>failed</c>, <c>held</c> or <c>in_flight</c>.</summary>
internal sealed record SandboxPayAnswer(string Status);

/// <summary>An error of the sandbox's own endpoints.</summary>
internal sealed record SandboxError(string Message, SandboxErrorBody Error);

/// <summary>What to branch on, and what to read.</summary>
internal sealed record SandboxErrorBody(string Type, string Detail);

/// <summary>What <c>./run</c> writes for scripts: everything needed to call the sandbox.</summary>
internal sealed record SandboxFacts(
    string BaseUrl,
    string OrganizationId,
    string EnvironmentId,
    string LineOfCreditId,
    string WalletId,
    string ApiKey,
    string ProcessingKey,
    string ProcessingSecret)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"SandboxFacts {EnvironmentId}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SandboxPayBody))]
[JsonSerializable(typeof(SandboxReleaseBody))]
[JsonSerializable(typeof(SandboxPayAnswer))]
[JsonSerializable(typeof(SandboxError))]
[JsonSerializable(typeof(SandboxFacts))]
internal sealed partial class SandboxJson : JsonSerializerContext;
