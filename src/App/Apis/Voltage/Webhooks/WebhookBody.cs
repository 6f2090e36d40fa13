using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fulgurite.Access;
using Fulgurite.Identity;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>A webhook. Its secret is told when it is made, and never again.</summary>
/// <param name="Id">Names it.</param>
/// <param name="OrganizationId">Whose.</param>
/// <param name="EnvironmentId">Whose events it gets.</param>
/// <param name="Url">Where it is called.</param>
/// <param name="Name">For people.</param>
/// <param name="Events">What it wants, one object an event.</param>
/// <param name="Status"><c>active</c>, <c>stopped</c> or <c>deleted</c>.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Scheme">Additive: how it is told.</param>
/// <param name="StoppedAt">When it was stopped.</param>
/// <param name="DeletedAt">When it was deleted.</param>
internal sealed record WebhookBody(
    string Id,
    string OrganizationId,
    string EnvironmentId,
    string Url,
    string Name,
    JsonArray Events,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Scheme,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? StoppedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? DeletedAt = null)
{
    /// <summary>Every status.</summary>
    public static readonly IReadOnlyList<string> Statuses = [.. Enum.GetValues<EndpointStatus>().Select(StatusOf)];

    /// <summary>A webhook of Core.</summary>
    public static WebhookBody FromCore(CallbackEndpoint endpoint, OrganizationId organization) => new(
        endpoint.Id.ToString(),
        organization.ToString(),
        endpoint.Environment.ToString(),
        endpoint.Url.OriginalString,
        endpoint.Name!,
        WantedEvents.FromCore(endpoint.Events ?? []),
        StatusOf(endpoint.Status),
        endpoint.CreatedAt!.Value,
        endpoint.UpdatedAt!.Value,
        endpoint.Scheme,
        endpoint.StoppedAt,
        endpoint.DeletedAt);

    /// <summary>The contract's name of a status.</summary>
    public static string StatusOf(EndpointStatus status) => status switch
    {
        EndpointStatus.Active => "active",
        EndpointStatus.Stopped => "stopped",
        EndpointStatus.Deleted => "deleted",
    };
}
