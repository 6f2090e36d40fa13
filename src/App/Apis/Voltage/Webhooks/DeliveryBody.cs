using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>One notice to one webhook.</summary>
/// <param name="Id">Names it.</param>
/// <param name="WebhookId">Where it goes.</param>
/// <param name="OrganizationId">Whose.</param>
/// <param name="Url">Where the last attempt went, or the next will.</param>
/// <param name="Status"><c>attempting</c>, <c>succeeded</c>, <c>failed</c> or <c>abandoned</c>.</param>
/// <param name="Payload">The body that is sent and signed.</param>
/// <param name="CreatedAt">When the event happened.</param>
/// <param name="UpdatedAt">When the last attempt ended.</param>
/// <param name="AttemptCount">Attempts made.</param>
/// <param name="NextAttemptAt">Additive: when the next is due.</param>
/// <param name="Error">Why the last attempt failed, in words.</param>
/// <param name="ErrorInfo">The same, to be read by programs.</param>
/// <param name="StatusCode">What the receiver answered last.</param>
internal sealed record DeliveryBody(
    string Id,
    string WebhookId,
    string OrganizationId,
    string Url,
    string Status,
    JsonElement Payload,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int AttemptCount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? NextAttemptAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeliveryErrorBody? ErrorInfo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? StatusCode);
