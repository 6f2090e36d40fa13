using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>How many payments a wallet has, and of what.</summary>
internal sealed record WalletPaymentSummary(
    string WalletId,
    string OrganizationId,
    string EnvironmentId,
    string LineOfCreditId,
    long TotalCount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? OldestCreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? NewestCreatedAt,
    IReadOnlyList<PaymentBucket> Buckets);
