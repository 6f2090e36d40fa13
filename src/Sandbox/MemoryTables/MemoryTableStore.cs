using System.Collections.Concurrent;
using Fulgurite.Storage;

namespace Fulgurite.Sandbox.MemoryTables;

/// <summary>
/// Tables in memory, behaving as Table Storage does to whoever uses <see cref="ITableStore"/>: one set of contract
/// tests holds for both. Rows are kept encoded (<see cref="RowCodec"/>), so that a million cost little and what the
/// caller holds is never what is stored. Safe for concurrent use; every operation completes synchronously.
/// </summary>
public sealed class MemoryTableStore : ITableStore
{
    private readonly ConcurrentDictionary<TableName, MemoryTable> tables = new();
    private readonly RowCodec codec = new();

    /// <inheritdoc/>
    public Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<Row?>(cancel);
        }

        StorageMeter.Record(table, StorageMeter.Get);
        return Task.FromResult(Table(table).Get(key));
    }

    /// <inheritdoc/>
    public Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<RowPage>(cancel);
        }

        Invariant.Holds(query.Take is > 0 and <= 1000, "a page holds 1 to 1,000 rows");
        StorageMeter.Record(table, StorageMeter.Query);
        return Task.FromResult(Table(table).Query(query));
    }

    /// <inheritdoc/>
    public Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<CommitOutcome>(cancel);
        }

        StorageMeter.Record(table, StorageMeter.Commit);
        return Task.FromResult(Table(table).Commit(batch));
    }

    private MemoryTable Table(TableName name) =>
        tables.GetOrAdd(name, static (_, codec) => new MemoryTable(codec), codec);
}
