using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Access;

/// <summary>
/// Who exists and what they may: organizations, environments, keys and endpoints. Table <c>registry</c>; partitions:
/// <c>organizations</c> (<c>organization|{id}</c>), organization id (<c>organization</c>, <c>environment|{id}</c>),
/// environment id (<c>environment</c>, <c>endpoint|{id}</c>, <c>line|{id}</c>, <c>wallet|{id}</c>, <c>api-key|{id}</c>,
/// <c>processing-key|{public key}</c>), and one a key: <c>processing-key|{public key}</c>, <c>api-key|{hash}</c> (row
/// <c>key</c>). Reads are remembered for <see cref="Freshness"/>: a change elsewhere, a key's revocation included,
/// shows within that time.
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

    /// <summary>
    /// The API key that was presented, be it expired or revoked; null when it is not one of ours. A key from before it
    /// had an id is listed in its environment when it is first used, so that it can be seen and revoked.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing is known.</exception>
    public async Task<ApiKey?> FindApiKey(string presented, CancellationToken cancel)
    {
        // The lookup is by the key's hash, so how long it takes says nothing about any other key.
        var hash = ApiKeyHash.Of(presented);
        var pointers = await Rows(ApiKeyRows.PointerOf(hash).Partition, "key", cancel);
        if (pointers.Count == 0)
        {
            return null;
        }

        var old = ApiKeyRows.ToRecordKey(pointers[0]) is null ? ApiKeyRows.ToOldApiKey(pointers[0]) : null;
        var at = ApiKeyRows.ToRecordKey(pointers[0]) ?? ApiKeyRows.RecordOf(old!.Environment, old.Id);
        var records = await Rows(at.Partition, at.Row, cancel);
        if (records.Count > 0)
        {
            return ApiKeyRows.ToApiKey(records[0]) is { } key && key.Hash == hash ? key : null;
        }

        if (old is not null)
        {
            await Create([RowWrite.Insert(at, ApiKeyRows.ToFields(old))], cancel);
        }

        return old;
    }

    /// <summary>An API key of an environment with the version of its record, afresh; null when there is none.</summary>
    public async Task<(ApiKey Key, ETag Version)?> ReadApiKey(
        EnvironmentId environment, ApiKeyId id, CancellationToken cancel) =>
        await tables.Get(Table, ApiKeyRows.RecordOf(environment, id), cancel) is { } row
            ? (ApiKeyRows.ToApiKey(row), row.Version)
            : null;

    /// <summary>The API keys of an environment, afresh; revoked and expired ones too.</summary>
    public async Task<IReadOnlyList<ApiKey>> ReadApiKeys(EnvironmentId id, CancellationToken cancel) =>
        await tables.Read(Table, RowQuery.Prefix(id.ToString(), ApiKeyRows.Prefix), cancel)
            .Select(ApiKeyRows.ToApiKey)
            .ToListAsync(cancel);

    /// <summary>An organization, afresh; null when there is none of that id.</summary>
    public async Task<MerchantOrganization?> ReadOrganization(OrganizationId id, CancellationToken cancel) =>
        await tables.Get(Table, RegistryRows.OrganizationOf(id), cancel) is { } row
            ? RegistryRows.ToOrganization(row)
            : null;

    /// <summary>Organizations by id, afresh. One storage transaction for each.</summary>
    /// <param name="after">The one to go on after; null for the first.</param>
    /// <param name="take">Most organizations, 1 to 999.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <returns>The organizations, and the one to go on after; null where there are no more.</returns>
    public async Task<(IReadOnlyList<MerchantOrganization> Found, OrganizationId? Last)> ReadOrganizations(
        OrganizationId? after, int take, CancellationToken cancel)
    {
        const string Prefix = "organization|";

        // The next row key after an id's is it and a character below all that ids are made of.
        var range = RowQuery.Prefix(RegistryRows.Organizations, Prefix, take + 1);
        var query = after is { } last ? range with { From = $"{Prefix}{last} " } : range;
        var listed = (await tables.ReadFirst(Table, query, cancel))
            .Select(row => OrganizationId.TryParse(row.Key.Row[Prefix.Length..], out var id) ? id : default)
            .ToList();
        var found = await Task.WhenAll(listed.Take(take).Select(id => ReadOrganization(id, cancel)));
        return ([.. found.OfType<MerchantOrganization>()], listed.Count > take ? listed[take - 1] : null);
    }

    /// <summary>An environment, afresh; null when there is none of that id.</summary>
    public async Task<MerchantEnvironment?> ReadEnvironment(EnvironmentId id, CancellationToken cancel) =>
        await tables.Get(Table, RegistryRows.EnvironmentOf(id), cancel) is { } row
            ? RegistryRows.ToEnvironment(row)
            : null;

    /// <summary>The environments of an organization, afresh, by id. One storage transaction for each.</summary>
    public async Task<IReadOnlyList<MerchantEnvironment>> ReadEnvironments(
        OrganizationId id, CancellationToken cancel)
    {
        var listed = await tables.Read(Table, RowQuery.Prefix(id.ToString(), "environment|"), cancel)
            .Select(RegistryRows.ToMember)
            .ToListAsync(cancel);
        var found = await Task.WhenAll(listed.Select(member => ReadEnvironment(member, cancel)));

        // One that is listed and not there, or another's, is what a creation left that did not come to its end.
        return [.. found.OfType<MerchantEnvironment>().Where(environment => environment.Organization == id)];
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
        var status = await Commit(writes, cancel);
        if (status != CommitStatus.Committed)
        {
            throw new StorageUnavailableException($"The registry did not take a change: {status}.");
        }
    }

    /// <summary>Creates rows of one partition; false when one of those to be inserted exists.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be stored: repeat it.</exception>
    public async Task<bool> Create(IReadOnlyList<RowWrite> writes, CancellationToken cancel)
    {
        var status = await Commit(writes, cancel);
        return status is CommitStatus.Committed or CommitStatus.AlreadyExists
            ? status == CommitStatus.Committed
            : throw new StorageUnavailableException($"The registry did not take a change: {status}.");
    }

    /// <summary>Changes rows of one partition; how the commit ended.</summary>
    /// <exception cref="StorageUnavailableException">Nothing is stored.</exception>
    public async Task<CommitStatus> Commit(IReadOnlyList<RowWrite> writes, CancellationToken cancel)
    {
        var outcome = await tables.Commit(Table, new RowBatch(writes), cancel);
        remembered.Clear();
        return outcome.Status;
    }

    private Task<IReadOnlyList<Row>> Rows(string partition, string row, CancellationToken cancel) =>
        remembered.Get($"{partition}/{row}", async () => row.EndsWith('|')
            ? await tables.Read(Table, RowQuery.Prefix(partition, row), cancel).ToListAsync(cancel)
            : await tables.Get(Table, new RowKey(partition, row), cancel) is { } found ? [found] : []);
}
