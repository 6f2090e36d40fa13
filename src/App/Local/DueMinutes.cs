using Fulgurite.Books;
using Fulgurite.Storage;

namespace Fulgurite.App.Local;

/// <summary>
/// Remembers for which minutes wallets were marked for attention, as they pass by on their way to the tables, so that
/// a move of the sandbox's time stops there and not a while later. What was marked by an earlier process is not known
/// here, and found at the next tick that is fired anyway; nor is a mark for the next minutes: it is a second look at
/// what was just looked at.
/// </summary>
internal sealed class DueMinutes(ITableStore inner, TimeProvider clock) : ITableStore
{
    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private readonly SortedSet<DateTimeOffset> minutes = [];

    /// <summary>The beginning of the first such minute after an instant; those up to it are forgotten.</summary>
    public DateTimeOffset? After(DateTimeOffset instant)
    {
        lock (gate)
        {
            while (minutes.Count > 0 && minutes.Min <= instant && minutes.Min <= clock.GetUtcNow())
            {
                minutes.Remove(minutes.Min);
            }

            var later = minutes.GetViewBetween(instant.AddTicks(1), DateTimeOffset.MaxValue);
            return later.Count > 0 ? later.Min : null;
        }
    }

    /// <inheritdoc/>
    public Task<Row?> Get(TableName table, RowKey key, CancellationToken cancel) => inner.Get(table, key, cancel);

    /// <inheritdoc/>
    public Task<RowPage> Query(TableName table, RowQuery query, CancellationToken cancel) =>
        inner.Query(table, query, cancel);

    /// <inheritdoc/>
    public Task<CommitOutcome> Commit(TableName table, RowBatch batch, CancellationToken cancel)
    {
        if (table == AttentionIndex.Table)
        {
            Note(batch);
        }

        return inner.Commit(table, batch, cancel);
    }

    // Puts are marks and the cursor; marks go by deletes.
    private void Note(RowBatch batch)
    {
        foreach (var mark in batch.Writes.Where(write => write.Kind == RowWriteKind.Put && write.Fields.Count == 0))
        {
            var minute = AttentionIndex.StartOf(mark.Key.Partition);
            if (minute > clock.GetUtcNow() + SecondLook)
            {
                lock (gate)
                {
                    minutes.Add(minute);
                }
            }
        }
    }
}
