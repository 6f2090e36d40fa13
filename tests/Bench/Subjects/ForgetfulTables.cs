using System.Collections.Concurrent;
using Fulgurite.Storage;
using Fulgurite.Sandbox.MemoryTables;

namespace Fulgurite.Bench.Subjects;

/// <summary>
/// Tables that remember the last rows only, and what is read for ever: a store outside of the process, as far as the
/// process's memory can tell. A payment that ended is never read again, and its lines and events not at all.
/// </summary>
internal sealed class ForgetfulTables : ITableStore
{
    private const int KeptMax = 7_000;
    private static readonly string[] KeptTables = ["registry", "serials", "cursors", "lines"];
    private static readonly string[] KeptRows = ["head", "head-profile", "active", "minute"];

    // What is written for later, and read by nothing on a payment's way.
    private static readonly string[] ForgottenRows = ["journal|", "list|", "ended|", "event|", "attempt|"];

    private readonly MemoryTableStore tables = new();
    private readonly ConcurrentQueue<(TableName Table, RowKey Key)> written = new();

    public Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel) => tables.Get(table, key, cancel);

    public Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel) =>
        tables.Query(table, query, cancel);

    public async Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel)
    {
        var outcome = await tables.Commit(table, batch, cancel);
        if (outcome.Status == CommitStatus.Committed && !KeptTables.Contains(table.Value))
        {
            await Remember(table, batch);
        }

        while (written.Count > KeptMax && written.TryDequeue(out var oldest))
        {
            await Forget(oldest.Table, oldest.Key);
        }

        return outcome;
    }

    private static bool IsForLater(RowKey key) =>
        ForgottenRows.Any(prefix => key.Row.StartsWith(prefix, StringComparison.Ordinal));

    private async Task Remember(TableName table, RowBatch batch)
    {
        var inserted = batch.Writes.Where(write => write.Kind is RowWriteKind.Insert or RowWriteKind.Put);
        foreach (var write in inserted.Where(write => !KeptRows.Contains(write.Key.Row)))
        {
            if (IsForLater(write.Key))
            {
                await Forget(table, write.Key);
            }
            else
            {
                written.Enqueue((table, write.Key));
            }
        }
    }

    private Task Forget(TableName table, RowKey key) =>
        tables.Commit(table, new RowBatch([RowWrite.DeleteAny(key)]), CancellationToken.None);
}
