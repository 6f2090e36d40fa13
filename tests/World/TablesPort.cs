using Fulgurite.Storage;

namespace Fulgurite.Worlds;

/// <summary>The world's tables as one process sees them.</summary>
internal sealed class TablesPort(World world, Process process) : ITableStore
{
    private static readonly TimeSpan LateMax = TimeSpan.FromSeconds(40);

    /// <inheritdoc/>
    public Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel)
    {
        process.StorageCalls.Add(new StorageCall(table.Value, "get", key.Row));
        return process.Wire.Call(() => $"reads {table}/{key.Partition} {key.Row}", () =>
        {
            ThrottleSometimes();
            return world.Tables.Get(table, key);
        });
    }

    /// <inheritdoc/>
    public Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel)
    {
        process.StorageCalls.Add(new StorageCall(table.Value, "query", query.From));
        return process.Wire.Call(() => $"queries {table}/{query.Partition} {query.From}", () =>
        {
            ThrottleSometimes();
            return world.Tables.Query(table, query);
        });
    }

    /// <inheritdoc/>
    public Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel)
    {
        process.StorageCalls.Add(new StorageCall(table.Value, "commit", batch.Writes[0].Key.Row));
        return process.Wire.Call(() => Told(table, batch), () =>
        {
            ThrottleSometimes();
            if (world.Strikes(process.Weather.CommitsLostBefore))
            {
                return CommitOutcome.Unknown();
            }

            if (world.Strikes(process.Weather.CommitsLate))
            {
                ApplyLate(table, batch);
                return CommitOutcome.Unknown();
            }

            if (world.Strikes(process.Weather.HeadsTouched))
            {
                world.Tables.TouchHead(table, batch.Writes[0].Key);
            }

            var outcome = world.Tables.Commit(table, batch);
            return world.Strikes(process.Weather.CommitsLostAfter) ? CommitOutcome.Unknown() : outcome;
        });
    }

    private static string Told(TableName table, RowBatch batch) =>
        $"commits {table}/{batch.Writes[0].Key.Partition} "
        + string.Join(", ", batch.Writes.Select(w => $"{w.Kind.ToString().ToLowerInvariant()} {w.Key.Row}"));

    // The request is still on its way when the caller gives it up.
    private void ApplyLate(TableName table, RowBatch batch) =>
        world.Scheduler.After(world.Dice.Between(TimeSpan.Zero, LateMax), () =>
        {
            var outcome = world.Tables.Commit(table, batch);
            world.History.Add("tables", $"{outcome.Status} late, asked by {process.Name}: {Told(table, batch)}");
        });

    private void ThrottleSometimes()
    {
        if (world.AreTablesDown || world.Strikes(process.Weather.TablesThrottle))
        {
            throw new StorageUnavailableException("The store is busy.");
        }
    }
}
