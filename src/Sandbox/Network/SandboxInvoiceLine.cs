using System.Text.Json;
using System.Text.Json.Serialization;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>An invoice as one line of the sandbox node's log: the last line of a hash counts.</summary>
internal sealed record SandboxInvoiceLine(
    string Hash,
    string PaymentRequest,
    long? AmountMsat,
    DateTimeOffset ExpiresAt,
    NodeInvoiceState State,
    long AmountPaidMsat,
    ulong SettleIndex,
    DateTimeOffset? SettledAt)
{
    public static byte[] Of(SandboxInvoice invoice) => JsonSerializer.SerializeToUtf8Bytes(
        new SandboxInvoiceLine(
            invoice.Hash.ToString(),
            invoice.PaymentRequest,
            invoice.Amount?.Value,
            invoice.ExpiresAt,
            invoice.State,
            invoice.AmountPaid.Value,
            invoice.SettleIndex,
            invoice.SettledAt),
        SandboxInvoiceJson.Default.SandboxInvoiceLine);

    public static SandboxInvoice Parse(ReadOnlySpan<byte> line)
    {
        var read = JsonSerializer.Deserialize(line, SandboxInvoiceJson.Default.SandboxInvoiceLine);
        var hash = default(PaymentHash);
        Invariant.Holds(
            read is not null && PaymentHash.TryParse(read.Hash, out hash),
            "a line of the sandbox node's log is an invoice");
        return new SandboxInvoice(
            hash,
            read.PaymentRequest,
            read.AmountMsat is { } amount ? new Msat(amount) : null,
            read.ExpiresAt,
            read.State,
            new Msat(read.AmountPaidMsat),
            read.SettleIndex,
            read.SettledAt);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SandboxInvoiceLine))]
internal sealed partial class SandboxInvoiceJson : JsonSerializerContext;
