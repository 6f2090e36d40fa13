using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Worlds.Audit;
using Fulgurite.Worlds.Rest;

namespace Fulgurite.Worlds;

/// <summary>
/// The one store under every process, the list of its partitions, which the product lacks, and a witness.
/// </summary>
internal sealed class WorldTables
{
    private readonly Witness witness;
    private readonly Dictionary<TableName, MemoryTable> store = [];
    private readonly RowCodec codec = new();
    private readonly SortedSet<(string Table, string Partition)> partitions = [];
    private int touches;

    /// <summary>Creates an empty one.</summary>
    public WorldTables(Witness witness)
    {
        this.witness = witness;
        Service = new SimulatedTables(this);
    }

    /// <summary>What clients of the REST protocol reach.</summary>
    public SimulatedTables Service { get; }

    /// <summary>Who sees every commit.</summary>
    public Witness Witness => witness;

    /// <summary>Every partition that was ever written.</summary>
    public IReadOnlyCollection<(string Table, string Partition)> Partitions => partitions;

    /// <summary>Batches stored, of each table.</summary>
    public Dictionary<string, int> Commits { get; } = [];

    /// <summary>One row, or null.</summary>
    public Row? Get(TableName table, RowKey key) => Table(table).Get(key);

    /// <summary>The most rows that fit a page, as where rows are large or far apart; 0 leaves it to who asks.</summary>
    public int PageMax { get; set; }

    /// <summary>One page.</summary>
    public RowPage Query(TableName table, RowQuery query)
    {
        var page = PageMax > 0 && PageMax < query.Take ? query with { Take = PageMax } : query;
        return Table(table).Query(page);
    }

    /// <summary>All writes or none.</summary>
    public CommitOutcome Commit(TableName table, RowBatch batch)
    {
        var outcome = Table(table).Commit(batch);
        if (outcome.Status == CommitStatus.Committed)
        {
            partitions.Add((table.Value, batch.Writes[0].Key.Partition));
            Commits[table.Value] = Commits.GetValueOrDefault(table.Value) + 1;
            witness.Saw(table.Value, batch);
        }

        return outcome;
    }

    /// <summary>Writes behind everybody's back: a store that lost or damaged something.</summary>
    public void Damage(TableName table, RowBatch batch) => Table(table).Commit(batch);

    /// <summary>
    /// Rewrites a row, or every second time the head of its partition, with what it says already: whoever read it
    /// before loses the race. Does nothing where there is no such row.
    /// </summary>
    public void TouchHead(TableName table, RowKey near)
    {
        var touched = ++touches % 2 == 0 ? near : new RowKey(near.Partition, "head");
        if (Get(table, touched) is not null)
        {
            Commit(table, new RowBatch([RowWrite.MergeAny(touched, [])]));
        }
    }

    private MemoryTable Table(TableName name)
    {
        if (!store.TryGetValue(name, out var table))
        {
            store.Add(name, table = new MemoryTable(codec));
        }

        return table;
    }
}
