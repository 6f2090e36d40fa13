using System.Text.Json;
using System.Text.Json.Serialization;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>A payment as one line of the sandbox node's log of them: the last line of a hash counts.</summary>
internal sealed record SandboxPaymentLine(
    string Hash,
    ulong PaymentIndex,
    NodePaymentState State,
    long AmountMsat,
    long FeeMsat,
    DateTimeOffset? EndsAt,
    string? Preimage,
    PaymentFailure? Failure)
{
    public static byte[] Of(SandboxPayment payment) => JsonSerializer.SerializeToUtf8Bytes(
        new SandboxPaymentLine(
            payment.Hash.ToString(),
            payment.Index,
            payment.State,
            payment.Amount.Value,
            payment.Fee.Value,
            payment.EndsAt,
            payment.Preimage is { } preimage ? Convert.ToHexStringLower(preimage.Reveal()) : null,
            payment.Failure),
        SandboxPaymentJson.Default.SandboxPaymentLine);

    public static SandboxPayment Parse(ReadOnlySpan<byte> line)
    {
        var read = JsonSerializer.Deserialize(line, SandboxPaymentJson.Default.SandboxPaymentLine);
        var hash = default(PaymentHash);
        Invariant.Holds(
            read is not null && PaymentHash.TryParse(read.Hash, out hash),
            "a line of the sandbox node's log of payments is a payment");
        return new SandboxPayment(
            hash,
            read.PaymentIndex,
            read.State,
            new Msat(read.AmountMsat),
            new Msat(read.FeeMsat),
            read.EndsAt,
            read.Preimage is { } preimage ? new PaymentPreimage(Convert.FromHexString(preimage)) : null,
            read.Failure);
    }

    /// <summary>Without the preimage.</summary>
    public override string ToString() => $"payment {Hash}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SandboxPaymentLine))]
internal sealed partial class SandboxPaymentJson : JsonSerializerContext;
