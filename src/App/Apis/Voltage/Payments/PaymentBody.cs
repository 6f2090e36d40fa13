using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A payment of either direction, as the contract shows it.</summary>
internal sealed record PaymentBody
{
    public required string Id { get; init; }

    public required string WalletId { get; init; }

    public required string OrganizationId { get; init; }

    public required string EnvironmentId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public string Currency { get; } = "btc";

    /// <summary>When it was certain how it would be paid; only its history tells.</summary>
    [JsonIgnore]
    public DateTimeOffset? ApprovedAt { get; init; }

    public required string Direction { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public required PaymentData Data { get; init; }

    public required PaymentErrorBody? Error { get; init; }

    public string PaymentCategory { get; } = "standard";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>Receives only: what was asked; null where the payer chooses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VoltageAmount? RequestedAmount { get; init; }

    /// <summary>Receives only: what a wallet opens.</summary>
    [JsonPropertyName("bip21_uri")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Bip21Uri { get; init; }

    /// <summary>Receives only: what arrived too late.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FrozenBody[]? Frozen { get; init; }

    /// <summary>What happened to it, in order, where its status does not tell; shown by its history alone.</summary>
    [JsonIgnore]
    public IReadOnlyList<PaymentHistoryEvent>? Steps { get; init; }

    /// <summary>Sends only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Route { get; init; }

    /// <summary>The operator's fee on it; absent where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessingFeeBody? ProcessingFee { get; init; }

    /// <summary>What it came to, once it is completed or paid in part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentBreakdownBody? PaymentBreakdown { get; init; }

    /// <summary>Between currencies: none.</summary>
    public string[] Exchanges { get; } = [];

    /// <summary>The id and status: never a preimage.</summary>
    public override string ToString() => $"payment {Id}: {Status}";
}
