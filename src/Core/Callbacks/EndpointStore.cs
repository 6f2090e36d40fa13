using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>
/// Reads and writes webhooks as they are, not as the registry remembers them. Beside them in the environment's
/// partition, <c>webhooks</c> counts those that are not deleted, so that their number has a bound: every one of them
/// may add rows to the commit of a payment.
/// </summary>
public sealed class EndpointStore(ITableStore tables, Registry registry)
{
    /// <summary>Most webhooks of an environment that are not deleted.</summary>
    public const int EndpointsMax = 10;

    /// <summary>A webhook and its version; null when there is none. One storage transaction.</summary>
    public async Task<(CallbackEndpoint Endpoint, ETag Version)?> Find(
        EnvironmentId environment, EndpointId id, CancellationToken cancel) =>
        await tables.Get(Registry.Table, RegistryRows.EndpointOf(environment, id), cancel) is { Fields.Count: > 0 } row
        && RegistryRows.ToEndpoint(row) is { IsWebhook: true } endpoint
            ? (endpoint, row.Version)
            : null;

    /// <summary>Every webhook of an environment, deleted ones too. One storage transaction for a thousand.</summary>
    public async Task<IReadOnlyList<CallbackEndpoint>> All(EnvironmentId environment, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(environment.ToString(), "endpoint|");
        var rows = await tables.Read(Registry.Table, query, cancel).ToListAsync(cancel);
        return
        [
            .. rows.Where(row => row.Fields.Count > 0).Select(RegistryRows.ToEndpoint)
                .Where(endpoint => endpoint.IsWebhook),
        ];
    }

    /// <summary>How many are not deleted, and the version of that count; null before the first.</summary>
    public async Task<(int Count, ETag? Version)> Count(EnvironmentId environment, CancellationToken cancel) =>
        await tables.Get(Registry.Table, CountKey(environment), cancel) is { } row
            ? ((int)row.Fields.Integer("count"), row.Version)
            : (0, null);

    /// <summary>The write that changes the count from what <see cref="Count"/> told.</summary>
    public static RowWrite Counted(EnvironmentId environment, int count, ETag? version)
    {
        var fields = new RowFields { { "count", count } };
        return version is { } known
            ? RowWrite.Replace(CountKey(environment), fields, known)
            : RowWrite.Insert(CountKey(environment), fields);
    }

    /// <summary>The write that creates a webhook.</summary>
    public static RowWrite Created(CallbackEndpoint endpoint) =>
        RowWrite.Insert(RegistryRows.EndpointOf(endpoint.Environment, endpoint.Id), RegistryRows.ToFields(endpoint));

    /// <summary>The write that changes a webhook.</summary>
    public static RowWrite Changed(CallbackEndpoint endpoint, ETag version) => RowWrite.Replace(
        RegistryRows.EndpointOf(endpoint.Environment, endpoint.Id), RegistryRows.ToFields(endpoint), version);

    /// <summary>Commits, and has the registry forget what it remembered. One storage transaction.</summary>
    public async Task<CommitStatus> Commit(IReadOnlyList<RowWrite> writes, CancellationToken cancel)
    {
        var outcome = await tables.Commit(Registry.Table, new RowBatch(writes), cancel);
        registry.Forget();
        return outcome.Status;
    }

    private static RowKey CountKey(EnvironmentId environment) => new(environment.ToString(), "webhooks");
}
