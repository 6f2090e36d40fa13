using System.Text.Json.Serialization;
using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage.Organizations;

/// <summary>An environment.</summary>
/// <param name="EnvironmentId">Names it.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="Name">For people.</param>
/// <param name="CreatedAt">When it was made; null for those from before this was kept.</param>
internal sealed record EnvironmentBody(
    string EnvironmentId, string OrganizationId, string Name, DateTimeOffset? CreatedAt)
{
    /// <summary>The id of its first key: only in the answer that makes the environment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ApiKeyId { get; init; }

    /// <summary>That key itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ApiKey { get; init; }

    /// <summary>An environment, without what only its maker is told.</summary>
    public static EnvironmentBody FromCore(MerchantEnvironment environment) => new(
        environment.Id.ToString(), environment.Organization.ToString(), environment.Name, environment.CreatedAt);

    /// <summary>Without the key.</summary>
    public override string ToString() => $"EnvironmentBody {EnvironmentId}";
}
