namespace Fulgurite.Storage;

/// <summary>
/// 1 to 100 writes to one partition of one table, each to a different row, at most 4 MiB together (Table Storage's
/// entity group transaction). The partition rule is checked here because the emulator does not check it.
/// </summary>
public sealed class RowBatch
{
    /// <summary>Most writes a batch can hold.</summary>
    public const int WritesMax = 100;

    /// <summary>Creates a batch.</summary>
    /// <exception cref="InvariantBrokenException">A rule above is broken.</exception>
    public RowBatch(IReadOnlyList<RowWrite> writes)
    {
        Invariant.Holds(writes.Count is > 0 and <= WritesMax, "a batch holds 1 to 100 writes");
        Invariant.Holds(writes.All(w => w.Key.IsStorable), "every row key of a batch can be stored");
        Invariant.Holds(writes.All(RowLimits.Allow), "every row of a batch is within the store's limits");
        Invariant.Holds(writes.All(w => w.Key.Partition == writes[0].Key.Partition), "a batch stays in one partition");
        Invariant.Holds(writes.DistinctBy(w => w.Key.Row).Count() == writes.Count, "a batch writes each row once");
        Writes = writes;
    }

    /// <summary>The writes, in order.</summary>
    public IReadOnlyList<RowWrite> Writes { get; }
}
