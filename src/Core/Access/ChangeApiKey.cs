using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Access;

/// <summary>
/// Changes or revokes an API key. Shows at once in this process and everywhere within <see cref="Registry.Freshness"/>.
/// </summary>
public sealed class ChangeApiKey(Registry registry, AuditLog audit, TimeProvider clock)
{
    /// <summary>More conflicts in a row than notes of uses and people at once can cause.</summary>
    private const int TriesMax = 8;

    /// <summary>Changes a key; null when the environment has none of that id.</summary>
    /// <param name="environment">Whose key.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">The key as it shall be, of the key as it is; may run again, on a newer one.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="cancel">Stops waiting; the change may have happened.</param>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task<ApiKey?> Execute(
        EnvironmentId environment,
        ApiKeyId id,
        Func<ApiKey, ApiKey> change,
        AuditActor actor,
        CancellationToken cancel)
    {
        if (await registry.ReadApiKey(environment, id, cancel) is not { } found)
        {
            return null;
        }

        await audit.Add(actor, AuditAction.ApiKeyChanged, id.ToString(), Told(change(found.Key)), cancel);
        return await Replace(environment, id, change, cancel);
    }

    /// <summary>
    /// Revokes a key, for good; null when the environment has none of that id. Repeating changes nothing.
    /// </summary>
    /// <param name="environment">Whose key.</param>
    /// <param name="id">Which.</param>
    /// <param name="actor">Who revokes it.</param>
    /// <param name="cancel">Stops waiting; the key may be revoked.</param>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task<ApiKey?> Revoke(
        EnvironmentId environment, ApiKeyId id, AuditActor actor, CancellationToken cancel)
    {
        if (await registry.ReadApiKey(environment, id, cancel) is not { Key: var key })
        {
            return null;
        }

        if (key.RevokedAt is not null)
        {
            return key;
        }

        await audit.Add(actor, AuditAction.ApiKeyRevoked, id.ToString(), key.Name, cancel);
        var now = clock.GetUtcNow();
        return await Replace(environment, id, k => k with { RevokedAt = k.RevokedAt ?? now }, cancel);
    }

    private async Task<ApiKey?> Replace(
        EnvironmentId environment, ApiKeyId id, Func<ApiKey, ApiKey> change, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await registry.ReadApiKey(environment, id, cancel) is not { } found)
            {
                return null;
            }

            var next = change(found.Key);
            var record = ApiKeyRows.RecordOf(environment, id);
            var write = RowWrite.Replace(record, ApiKeyRows.ToFields(next), found.Version);
            if (await registry.Commit([write], cancel) == CommitStatus.Committed)
            {
                return next;
            }
        }

        throw new StorageUnavailableException("An API key changes faster than it can be written.");
    }

    private static string Told(ApiKey key)
    {
        var from = key.ValidIps.Count == 0 ? "anywhere" : string.Join(' ', key.ValidIps);
        return $"{key.Name}: {string.Join(' ', key.Permissions)}; from {from}; "
            + (key.ExpiresAt is { } end ? $"until {end.UtcDateTime:O}" : "without end");
    }
}
