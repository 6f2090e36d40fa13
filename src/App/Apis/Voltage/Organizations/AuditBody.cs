using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>One act or one denied call.</summary>
/// <param name="Id">Names it.</param>
/// <param name="At">When.</param>
/// <param name="Action">What, such as <c>api_key.created</c> or <c>request.denied</c>.</param>
/// <param name="Subject">The id of what was acted upon, or the endpoint that was called.</param>
/// <param name="Detail">What changed, or why it was denied.</param>
/// <param name="EnvironmentId">The environment of the key that was used.</param>
/// <param name="ApiKeyId">The key that was used; null for an operator with the deployment's own credentials.</param>
/// <param name="Address">Where the call came from; null where it is not known.</param>
internal sealed record AuditBody(
    string Id,
    DateTimeOffset At,
    string Action,
    string Subject,
    string? Detail,
    string? EnvironmentId,
    string? ApiKeyId,
    string? Address)
{
    /// <summary>A record.</summary>
    public static AuditBody FromCore(AuditRecord record) => new(
        record.Id,
        record.At,
        record.Action,
        record.Subject,
        record.Detail,
        record.Actor.Environment?.ToString(),
        record.Actor.Key?.ToString(),
        record.Actor.Address);
}
