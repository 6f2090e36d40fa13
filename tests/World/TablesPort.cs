using Fulgurite.Storage;

namespace Fulgurite.Worlds;

/// <summary>The world's tables as one process sees them.</summary>
internal sealed class TablesPort(World world, Process process) : ITableStore
{
    /// <inheritdoc/>
    public Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel)
    {
        process.StorageCalls.Add(new StorageCall(table.Value, "get", key.Row));
        return process.Wire.Call($"reads {table} {key.Row}", () =>
        {
            ThrottleSometimes();
            return world.Tables.Get(table, key);
        });
    }

    /// <inheritdoc/>
    public Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel)
    {
        process.StorageCalls.Add(new StorageCall(table.Value, "query", query.From));
        return process.Wire.Call($"queries {table} {query.From}", () =>
        {
            ThrottleSometimes();
            return world.Tables.Query(table, query);
        });
    }

    /// <inheritdoc/>
    public Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel)
    {
        process.StorageCalls.Add(new StorageCall(table.Value, "commit", batch.Writes[0].Key.Row));
        return process.Wire.Call($"commits {table} {string.Join(' ', batch.Writes.Select(w => w.Key.Row))}", () =>
        {
            ThrottleSometimes();
            if (world.Dice.PerMille(process.Weather.CommitsLostBefore))
            {
                return CommitOutcome.Unknown();
            }

            if (world.Dice.PerMille(process.Weather.HeadsTouched))
            {
                world.Tables.TouchHead(table, batch.Writes[0].Key);
            }

            var outcome = world.Tables.Commit(table, batch);
            return world.Dice.PerMille(process.Weather.CommitsLostAfter) ? CommitOutcome.Unknown() : outcome;
        });
    }

    private void ThrottleSometimes()
    {
        if (world.AreTablesDown || world.Dice.PerMille(process.Weather.TablesThrottle))
        {
            throw new StorageUnavailableException("The store is busy.");
        }
    }
}
