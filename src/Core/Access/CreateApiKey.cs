using Fulgurite.Identity;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.Access;

/// <summary>
/// Makes an API key. The id decides: one id is one key for ever, so a caller who repeats a request whose answer was
/// lost learns that the key exists, but not the key, which is shown once; then revoke it and make another.
/// </summary>
public sealed class CreateApiKey(Registry registry, AuditLog audit, IRandomness randomness, TimeProvider clock)
{
    /// <summary>A key of these terms that was not stored yet, and the key itself: show it once.</summary>
    /// <param name="id">Chosen by the caller; null for one made from the key.</param>
    /// <param name="environment">What it opens.</param>
    /// <param name="organization">Whose that is.</param>
    /// <param name="name">For people.</param>
    /// <param name="permissions">What it may do.</param>
    public (ApiKey Key, SecretValue Secret) Invent(
        ApiKeyId? id,
        EnvironmentId environment,
        OrganizationId organization,
        string name,
        IReadOnlyList<Permission> permissions)
    {
        var secret = ApiKey.Invent(randomness);
        var hash = ApiKeyHash.Of(secret.Reveal());
        return (
            new ApiKey(id ?? ApiKey.IdOf(hash), hash, environment, organization, name, permissions)
            {
                CreatedAt = clock.GetUtcNow(),
            },
            secret);
    }

    /// <summary>Stores an invented key; false when there is another one of its id. Four storage transactions.</summary>
    /// <exception cref="StorageUnavailableException">
    /// Not known to be stored; repeating it with the same key is safe.
    /// </exception>
    public async Task<bool> Store(ApiKey key, AuditActor actor, CancellationToken cancel)
    {
        if (await registry.ReadApiKey(key.Environment, key.Id, cancel) is { } other && other.Key.Hash != key.Hash)
        {
            return false;
        }

        var permissions = string.Join(' ', key.Permissions);
        await audit.Add(actor, AuditAction.ApiKeyCreated, key.Id.ToString(), $"{key.Name}: {permissions}", cancel);

        // The pointer first: a record without one would be a key that nobody can use and an id that is taken.
        await registry.Save(
            [RowWrite.Put(ApiKeyRows.PointerOf(key.Hash), ApiKeyRows.ToPointer(key))], cancel);
        var record = ApiKeyRows.RecordOf(key.Environment, key.Id);
        var status = await registry.Commit([RowWrite.Insert(record, ApiKeyRows.ToFields(key))], cancel);
        if (status == CommitStatus.Committed)
        {
            return true;
        }

        // Ours, where an answer was lost.
        return await registry.ReadApiKey(key.Environment, key.Id, cancel) is { Key.Hash: var stored }
            ? stored == key.Hash
            : throw new StorageUnavailableException($"The registry did not take a key: {status}.");
    }
}
