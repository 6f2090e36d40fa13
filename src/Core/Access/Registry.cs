using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Access;

/// <summary>
/// Who exists and what they may: organizations, environments, keys and endpoints. Table <c>registry</c>; partitions:
/// <c>organizations</c> (<c>organization|{id}</c>), organization id (<c>organization</c>, <c>environment|{id}</c>),
/// environment id (<c>environment</c>, <c>endpoint|{id}</c>, <c>line|{id}</c>, <c>wallet|{id}</c>,
/// <c>processing-key|{public key}</c>), and one a key: <c>processing-key|{public key}</c>, <c>api-key|{hash}</c> (row
/// <c>key</c>). Reads are remembered for <see cref="Freshness"/>: a change elsewhere shows within that time.
/// </summary>
public sealed class Registry(ITableStore tables, SecretBox box, TimeProvider clock)
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("registry");

    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private readonly Remembered<IReadOnlyList<Row>> remembered = new(clock, Freshness);

    /// <summary>An environment's settings; null when there is none of that id.</summary>
    public async Task<MerchantEnvironment?> FindEnvironment(EnvironmentId id, CancellationToken cancel)
    {
        var rows = await Rows(id.ToString(), "environment", cancel);
        return rows.Count == 0 ? null : RegistryRows.ToEnvironment(rows[0]);
    }

    /// <summary>The endpoints of an environment; a row without columns is one that was removed.</summary>
    public async Task<IReadOnlyList<CallbackEndpoint>> FindEndpoints(EnvironmentId id, CancellationToken cancel) =>
        [.. (await Rows(id.ToString(), "endpoint|", cancel))
            .Where(row => row.Fields.Count > 0)
            .Select(RegistryRows.ToEndpoint)];

    /// <summary>The wallets of an environment.</summary>
    public async Task<IReadOnlyList<WalletId>> FindWallets(EnvironmentId id, CancellationToken cancel) =>
        [.. (await Rows(id.ToString(), "wallet|", cancel)).Select(RegistryRows.ToWallet)];

    /// <summary>The public names of an environment's processing keys.</summary>
    public async Task<IReadOnlyList<string>> FindProcessingKeys(EnvironmentId id, CancellationToken cancel) =>
        [.. (await Rows(id.ToString(), "processing-key|", cancel)).Select(r => r.Key.Row["processing-key|".Length..])];

    /// <summary>A processing key by its public name; null when there is none.</summary>
    public async Task<ProcessingKey?> FindProcessingKey(string publicKey, CancellationToken cancel)
    {
        if (!RegistryRows.ProcessingKeyOf(publicKey).IsStorable)
        {
            return null;
        }

        var rows = await Rows(RegistryRows.ProcessingKeyOf(publicKey).Partition, "key", cancel);
        return rows.Count == 0 ? null : RegistryRows.ToProcessingKey(rows[0], publicKey, box);
    }

    /// <summary>The API key that was presented; null when it is not one of ours.</summary>
    public async Task<ApiKey?> FindApiKey(string presented, CancellationToken cancel)
    {
        // The lookup is by the key's hash, so how long it takes says nothing about any other key.
        var rows = await Rows(RegistryRows.ApiKeyOf(presented).Partition, "key", cancel);
        return rows.Count == 0 ? null : RegistryRows.ToApiKey(rows[0]);
    }

    /// <summary>
    /// Forgets what was remembered, so that the next answer is fresh: for whoever found nothing where something should
    /// be, and is about to act on it.
    /// </summary>
    public void Forget() => remembered.Clear();

    /// <summary>Creates or changes rows of one partition, and forgets what was remembered of it.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task Save(IReadOnlyList<RowWrite> writes, CancellationToken cancel)
    {
        var outcome = await tables.Commit(Table, new RowBatch(writes), cancel);
        remembered.Clear();
        if (outcome.Status != CommitStatus.Committed)
        {
            throw new StorageUnavailableException($"The registry did not take a change: {outcome.Status}.");
        }
    }

    private Task<IReadOnlyList<Row>> Rows(string partition, string row, CancellationToken cancel) =>
        remembered.Get($"{partition}/{row}", async () => row.EndsWith('|')
            ? await tables.Read(Table, RowQuery.Prefix(partition, row), cancel).ToListAsync(cancel)
            : await tables.Get(Table, new RowKey(partition, row), cancel) is { } found ? [found] : []);
}
