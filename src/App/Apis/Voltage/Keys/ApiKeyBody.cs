using System.Text.Json.Serialization;
using Fulgurite.Access;

namespace Fulgurite.App.Apis.Voltage.Keys;

/// <summary>An API key.</summary>
/// <param name="Id">Names it, and opens nothing.</param>
/// <param name="Name">For people.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="EnvironmentId">The one environment that it opens.</param>
/// <param name="Permissions">What it may do there.</param>
/// <param name="ValidIps">Addresses and ranges that it may be used from; empty for anywhere.</param>
/// <param name="CreatedAt">When it was made; null for keys from before this was kept.</param>
/// <param name="ExpiresAt">From when on it opens nothing; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null while it was not.</param>
/// <param name="LastUsedAt">When it was last used, to within some minutes; null where it is not known.</param>
internal sealed record ApiKeyBody(
    string Id,
    string Name,
    string OrganizationId,
    string EnvironmentId,
    IReadOnlyList<string> Permissions,
    IReadOnlyList<string> ValidIps,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    /// <summary>The key itself: only in the answer that makes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("api_key")]
    public string? Key { get; init; }

    /// <summary>A key, without the key itself.</summary>
    public static ApiKeyBody FromCore(ApiKey key) => new(
        key.Id.ToString(),
        key.Name,
        key.Organization.ToString(),
        key.Environment.ToString(),
        [.. key.Permissions.Select(permission => permission.ToString())],
        [.. key.ValidIps.Select(range => range.ToString())],
        key.CreatedAt,
        key.ExpiresAt,
        key.RevokedAt,
        key.LastUsedAt);

    /// <summary>Without the key.</summary>
    public override string ToString() => $"ApiKeyBody {Id}";
}
