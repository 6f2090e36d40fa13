using Fulgurite.Storage;

namespace Fulgurite.Tests.Storage;

/// <summary>
/// A store that counts what it is asked, and in front of which a test may put the weather: refusals, lost answers,
/// short pages.
/// </summary>
internal sealed class WatchedTableStore(ITableStore inner) : ITableStore
{
    private int reads;

    /// <summary>What becomes of a commit: given its table, its batch and the store's own way of doing it.</summary>
    public delegate Task<CommitOutcome> Weather(TableName table, RowBatch batch, Func<Task<CommitOutcome>> commit);

    public ITableStore Inner => inner;

    public Weather OnCommit { get; set; } = (_, _, commit) => commit();

    /// <summary>Runs before each get; throws where the store does not serve it.</summary>
    public Action<RowKey> OnGet { get; set; } = _ => { };

    public Func<RowQuery, Func<Task<RowPage>>, Task<RowPage>> OnQuery { get; set; } = (_, query) => query();

    /// <summary>Gets and queries so far.</summary>
    public int Reads => reads;

    /// <summary>Every commit that was asked for, in order.</summary>
    public List<(TableName Table, RowBatch Batch)> Commits { get; } = [];

    public int CommitsOf(TableName table)
    {
        lock (Commits)
        {
            return Commits.Count(commit => commit.Table == table);
        }
    }

    public Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel)
    {
        Interlocked.Increment(ref reads);
        OnGet(key);
        return inner.Get(table, key, cancel);
    }

    public Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel)
    {
        Interlocked.Increment(ref reads);
        return OnQuery(query, () => inner.Query(table, query, cancel));
    }

    public Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel)
    {
        lock (Commits)
        {
            Commits.Add((table, batch));
        }

        return OnCommit(table, batch, () => inner.Commit(table, batch, cancel));
    }
}
