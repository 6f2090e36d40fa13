using Fulgurite.Storage;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Sees every commit at its instant and keeps what it saw, apart from the store: what is wrong for a moment only is
/// found too, and the world ends right there, where the cause is near.
/// </summary>
internal sealed class Witness(World world)
{
    private readonly Dictionary<(string Table, string Partition), SortedDictionary<string, StoredRow>> seen = [];

    /// <summary>What wallets could spend, and when.</summary>
    public Spendable Spendable { get; } = new();

    /// <summary>The rows of a partition.</summary>
    public IReadOnlyDictionary<string, StoredRow> Partition(string table, string partition) =>
        (IReadOnlyDictionary<string, StoredRow>?)seen.GetValueOrDefault((table, partition)) ?? Nothing;

    /// <summary>One row; null when there is none.</summary>
    public StoredRow? Row(string table, string partition, string row) =>
        Partition(table, partition).GetValueOrDefault(row);

    /// <summary>The partitions of a table that hold or held rows.</summary>
    public IEnumerable<string> Partitions(string table) =>
        seen.Keys.Where(key => key.Table == table).Select(key => key.Partition);

    /// <summary>A commit happened.</summary>
    public void Saw(string table, RowBatch batch)
    {
        var partition = batch.Writes[0].Key.Partition;
        if (!seen.TryGetValue((table, partition), out var rows))
        {
            seen.Add((table, partition), rows = new SortedDictionary<string, StoredRow>(StringComparer.Ordinal));
        }

        var changes = batch.Writes.Select(write => Change(rows, partition, write)).ToList();
        var moment = new Moment(world, table, partition, changes);
        Spendable.Saw(moment);
        foreach (var problem in InstantAudit.Problems(moment))
        {
            world.Find(problem);
        }
    }

    private static IReadOnlyDictionary<string, StoredRow> Nothing { get; } = new Dictionary<string, StoredRow>();

    private static RowChange Change(SortedDictionary<string, StoredRow> rows, string partition, RowWrite write)
    {
        var before = rows.GetValueOrDefault(write.Key.Row);
        var isGuarded = write.Kind == RowWriteKind.Insert || write.Version is not null;
        if (write.Kind == RowWriteKind.Delete)
        {
            rows.Remove(write.Key.Row);
            return new RowChange(before, null) { IsGuarded = isGuarded };
        }

        var columns = write.Kind == RowWriteKind.Merge && before is not null
            ? new Dictionary<string, object>(before.Columns)
            : [];
        foreach (var (name, value) in write.Fields)
        {
            columns[name] = value;
        }

        var after = new StoredRow(partition, write.Key.Row, columns);
        rows[write.Key.Row] = after;
        return new RowChange(before, after) { IsGuarded = isGuarded };
    }
}
