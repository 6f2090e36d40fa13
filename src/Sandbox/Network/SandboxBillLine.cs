using System.Text.Json;
using System.Text.Json.Serialization;
using Fulgurite.Lightning;

namespace Fulgurite.Sandbox.Network;

/// <summary>An invoice of the payee as one line of its log.</summary>
internal sealed record SandboxBillLine(
    string PaymentRequest, string Preimage, SandboxOutcome Outcome, long DelayMs, PaymentFailure Failure)
{
    public static byte[] Of(SandboxBill bill) => JsonSerializer.SerializeToUtf8Bytes(
        new SandboxBillLine(
            bill.PaymentRequest,
            Convert.ToHexStringLower(bill.Preimage.Reveal()),
            bill.Plan.Outcome,
            bill.Plan.Delay.Ticks / TimeSpan.TicksPerMillisecond,
            bill.Plan.Failure),
        SandboxBillJson.Default.SandboxBillLine);

    public static SandboxBill Parse(ReadOnlySpan<byte> line)
    {
        var read = JsonSerializer.Deserialize(line, SandboxBillJson.Default.SandboxBillLine);
        Invariant.Holds(read is not null, "a line of the sandbox payee's log is an invoice");
        return new SandboxBill(
            read.PaymentRequest,
            new PaymentPreimage(Convert.FromHexString(read.Preimage)),
            new SandboxPlan(read.Outcome, TimeSpan.FromMilliseconds(read.DelayMs), read.Failure));
    }

    /// <summary>Without the preimage.</summary>
    public override string ToString() => $"bill {PaymentRequest}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SandboxBillLine))]
internal sealed partial class SandboxBillJson : JsonSerializerContext;
