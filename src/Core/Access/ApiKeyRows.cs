using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Access;

/// <summary>
/// How API keys are stored in the registry. The key's record is <c>api-key|{id}</c> in its environment's partition, so
/// that one write changes or revokes it; the row <c>key</c> of partition <c>api-key|{hash}</c> only points there and
/// never changes. A record that carries another hash than the pointer's does not open: two callers who choose the same
/// id at once leave one pointer too many, and its key was shown to nobody.
/// Keys from before they had ids are whole in the row <c>key</c>; see <see cref="Registry.FindApiKey"/>.
/// </summary>
public static class ApiKeyRows
{
    /// <summary>The prefix of an environment's keys.</summary>
    public const string Prefix = "api-key|";

    /// <summary>Where a presented key is looked up: under its hash.</summary>
    public static RowKey PointerOf(ApiKeyHash hash) => new(Prefix + hash.Text, "key");

    /// <summary>Where an environment keeps one of its keys.</summary>
    public static RowKey RecordOf(EnvironmentId environment, ApiKeyId id) =>
        new(environment.ToString(), $"{Prefix}{id}");

    /// <summary>The pointer's columns.</summary>
    public static RowFields ToPointer(ApiKey key) => new()
    {
        { "environment", key.Environment.ToString() },
        { "id", key.Id.ToString() },
        { "organization", key.Organization.ToString() },
    };

    /// <summary>The record's columns.</summary>
    public static RowFields ToFields(ApiKey key) => new()
    {
        { "hash", key.Hash.Text },
        { "organization", key.Organization.ToString() },
        { "name", key.Name },
        { "permissions", string.Join(' ', key.Permissions) },
        { "valid_ips", key.ValidIps.Count == 0 ? null : string.Join(' ', key.ValidIps) },
        { "created_at", key.CreatedAt },
        { "expires_at", key.ExpiresAt },
        { "revoked_at", key.RevokedAt },
        { "last_used_at", key.LastUsedAt },
    };

    /// <summary>The one column that says when a key was used.</summary>
    public static RowFields ToUse(DateTimeOffset at) => new() { { "last_used_at", at } };

    internal static ApiKey ToApiKey(Row row)
    {
        var complete = EnvironmentId.TryParse(row.Key.Partition, out var environment)
            & ApiKeyId.TryParse(row.Key.Row[Prefix.Length..], out var id)
            & OrganizationId.TryParse(row.Fields.Text("organization"), out var organization);
        Invariant.Holds(complete, "a stored API key carries its ids");
        var hash = ApiKeyHash.Stored(row.Fields.Text("hash"));
        return new ApiKey(
            id, hash, environment, organization, row.Fields.Text("name"), ToPermissions(row.Fields.Text("permissions")))
        {
            ValidIps = ToRanges(row.Fields.TextOrNull("valid_ips")),
            CreatedAt = row.Fields.InstantOrNull("created_at"),
            ExpiresAt = row.Fields.InstantOrNull("expires_at"),
            RevokedAt = row.Fields.InstantOrNull("revoked_at"),
            LastUsedAt = row.Fields.InstantOrNull("last_used_at"),
        };
    }

    /// <summary>Where a pointer points; null for a key from before it had an id.</summary>
    internal static RowKey? ToRecordKey(Row pointer)
    {
        if (pointer.Fields.TextOrNull("id") is not { } text)
        {
            return null;
        }

        var complete = EnvironmentId.TryParse(pointer.Fields.Text("environment"), out var environment)
            & ApiKeyId.TryParse(text, out var id);
        Invariant.Holds(complete, "a pointer to an API key carries its ids");
        return RecordOf(environment, id);
    }

    /// <summary>A key from before it had an id.</summary>
    internal static ApiKey ToOldApiKey(Row row)
    {
        var complete = EnvironmentId.TryParse(row.Fields.Text("environment"), out var environment)
            & OrganizationId.TryParse(row.Fields.Text("organization"), out var organization);
        Invariant.Holds(complete, "a stored API key carries its ids");
        var hash = ApiKeyHash.Stored(row.Key.Partition[Prefix.Length..]);

        // Keys from before there were permissions could do everything.
        var permissions = row.Fields.TextOrNull("permissions") is { } text ? ToPermissions(text) : ApiKey.Full;
        return new ApiKey(
            ApiKey.IdOf(hash), hash, environment, organization, row.Fields.Text("name"), permissions);
    }

    private static IReadOnlyList<Permission> ToPermissions(string text) =>
        [.. text.Split(' ').Select(Enum.Parse<Permission>)];

    private static IReadOnlyList<AddressRange> ToRanges(string? text) =>
        text is null ? [] : [.. text.Split(' ').Select(ToRange)];

    private static AddressRange ToRange(string text)
    {
        var isRange = AddressRange.TryParse(text, out var range);
        Invariant.Holds(isRange, "a stored range is one");
        return range;
    }
}
