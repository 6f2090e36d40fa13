using System.Text.Json;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>
/// A request for a payment: a receive has a payment kind, a send has a type and data. Members that are null are absent.
/// </summary>
internal sealed record PaymentInput
{
    public string? Id { get; init; }

    public string? WalletId { get; init; }

    public string? Currency { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public string? QuoteId { get; init; }

    public JsonElement? FlowPreference { get; init; }

    public string? PaymentKind { get; init; }

    public AmountInput? Amount { get; init; }

    public long? AmountMsats { get; init; }

    public long? AmountSats { get; init; }

    public string? Description { get; init; }

    public long? Expiration { get; init; }

    public string? Type { get; init; }

    public SendInput? Data { get; init; }

    /// <summary>Whether it is to be sent.</summary>
    public bool IsSend => Type is not null || Data is not null;
}
