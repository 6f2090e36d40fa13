using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>How many payments an environment has, by whom and of what.</summary>
internal sealed record PaymentSummary(
    string OrganizationId,
    string EnvironmentId,
    long TotalCount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? OldestCreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? NewestCreatedAt,
    Dictionary<string, PaymentCounts> ByOrganizationId,
    Dictionary<string, PaymentCounts> ByEnvironmentId,
    Dictionary<string, PaymentCounts> ByLineOfCreditId);
