using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>What the receiver said.</summary>
/// <param name="Type"><c>http_status</c> or <c>rate_limited</c>.</param>
/// <param name="StatusCode">Its status.</param>
/// <param name="RetryAfterSeconds">How long it asked us to wait.</param>
internal sealed record DeliveryErrorContext(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? StatusCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? RetryAfterSeconds);
