using Fulgurite.Books;
using Fulgurite.Credit;
using Fulgurite.Storage;

namespace Fulgurite.App.Local;

/// <summary>
/// Remembers when wallets and lines of credit are to be looked at, as the rows that say so pass by on their way to the
/// tables: a move of the sandbox's time stops there, and not a while later. What an earlier process wrote is not known
/// here, and found at the next tick that is fired anyway; nor is what is due in the next minutes: it is a second look
/// at what was just looked at.
/// </summary>
internal sealed class DueInstants(ITableStore inner, TimeProvider clock) : ITableStore
{
    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private readonly SortedSet<DateTimeOffset> instants = [];

    /// <summary>The first of them after an instant; null without one. Those that have passed are forgotten.</summary>
    public DateTimeOffset? After(DateTimeOffset instant)
    {
        lock (gate)
        {
            while (instants.Count > 0 && instants.Min <= instant && instants.Min <= clock.GetUtcNow())
            {
                instants.Remove(instants.Min);
            }

            var later = instants.GetViewBetween(instant.AddTicks(1), DateTimeOffset.MaxValue);
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
        foreach (var write in batch.Writes.Where(write => write.Kind == RowWriteKind.Put && write.Fields.Count == 0))
        {
            if (table == AttentionIndex.Table)
            {
                Note(AttentionIndex.StartOf(write.Key.Partition));
            }
            else if (table == DueLines.Table)
            {
                Note(DueLines.Of(write.Key).At);
            }
        }

        return inner.Commit(table, batch, cancel);
    }

    private void Note(DateTimeOffset instant)
    {
        if (instant > clock.GetUtcNow() + SecondLook)
        {
            lock (gate)
            {
                instants.Add(instant);
            }
        }
    }
}
