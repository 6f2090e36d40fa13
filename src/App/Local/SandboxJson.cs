using System.Text.Json.Serialization;

namespace Fulgurite.App.Local;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SandboxPayBody))]
[JsonSerializable(typeof(SandboxReleaseBody))]
[JsonSerializable(typeof(SandboxPayAnswer))]
[JsonSerializable(typeof(SandboxInvoiceBody))]
[JsonSerializable(typeof(SandboxInvoiceAnswer))]
[JsonSerializable(typeof(SandboxSendBody))]
[JsonSerializable(typeof(SandboxSendAnswer))]
[JsonSerializable(typeof(SandboxFaucetBody))]
[JsonSerializable(typeof(SandboxFaucetAnswer))]
[JsonSerializable(typeof(SandboxMineBody))]
[JsonSerializable(typeof(SandboxMineAnswer))]
[JsonSerializable(typeof(SandboxClockBody))]
[JsonSerializable(typeof(SandboxClockAnswer))]
[JsonSerializable(typeof(SandboxAdvanceAnswer))]
[JsonSerializable(typeof(SandboxError))]
[JsonSerializable(typeof(SandboxFacts))]
internal sealed partial class SandboxJson : JsonSerializerContext;
