using Fulgurite.Storage;

namespace Fulgurite.Sandbox.MemoryTables;

/// <summary>One table: its partitions under one lock, held for the few microseconds of an operation.</summary>
internal sealed class MemoryTable(RowCodec codec)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SortedSet<StoredRow>> partitions = new(StringComparer.Ordinal);
    private long versionLast;

    /// <summary>One row, or null.</summary>
    public Row? Get(RowKey key)
    {
        StoredRow? stored;
        lock (gate)
        {
            stored = Find(key);
        }

        return stored is null ? null : Read(key.Partition, stored);
    }

    /// <summary>One page; its continuation is the key of the row that follows it.</summary>
    public RowPage Query(RowQuery query)
    {
        var found = new List<StoredRow>();
        string? continuation;
        lock (gate)
        {
            continuation = Collect(query, found);
        }

        return new RowPage(found.ConvertAll(row => Read(query.Partition, row)), continuation);
    }

    /// <summary>Checks every write, then applies every write.</summary>
    public CommitOutcome Commit(RowBatch batch)
    {
        lock (gate)
        {
            for (var i = 0; i < batch.Writes.Count; i++)
            {
                if (Refusal(batch.Writes[i]) is { } refusal)
                {
                    return CommitOutcome.Refused(refusal, i);
                }
            }

            var versions = new ETag[batch.Writes.Count];
            for (var i = 0; i < versions.Length; i++)
            {
                versions[i] = Apply(batch.Writes[i]);
            }

            return CommitOutcome.Committed(versions);
        }
    }

    private string? Collect(RowQuery query, List<StoredRow> found)
    {
        var from = new StoredRow(query.Continuation ?? query.From, 0, []);
        var before = query.Before is null ? StoredRow.AfterAll : new StoredRow(query.Before, 0, []);
        if (!partitions.TryGetValue(query.Partition, out var rows) || RowOrder.Instance.Compare(from, before) >= 0)
        {
            return null;
        }

        // Walks to the range in O(log rows); both of its ends are inclusive.
        foreach (var row in rows.GetViewBetween(from, before))
        {
            if (RowOrder.Instance.Compare(row, before) >= 0)
            {
                return null;
            }

            if (found.Count == query.Take)
            {
                return row.Key;
            }

            found.Add(row);
        }

        return null;
    }

    private CommitStatus? Refusal(RowWrite write)
    {
        if (write.Kind is RowWriteKind.Put)
        {
            return null;
        }

        var stored = Find(write.Key);
        if (write.Kind is RowWriteKind.Insert)
        {
            return stored is null ? null : CommitStatus.AlreadyExists;
        }

        var asExpected = stored is not null && (write.Version is not { } version || version == stored.ETag);
        return asExpected ? null : CommitStatus.Stale;
    }

    private ETag Apply(RowWrite write)
    {
        if (write.Kind is RowWriteKind.Delete)
        {
            Remove(write.Key);
            return new ETag("");
        }

        var fields = write.Kind is RowWriteKind.Merge && Find(write.Key) is { } stored
            ? codec.Decode(stored.Fields).With(write.Fields)
            : write.Fields;
        return Store(write.Key, new StoredRow(write.Key.Row, ++versionLast, codec.Encode(fields)));
    }

    private ETag Store(RowKey key, StoredRow row)
    {
        if (!partitions.TryGetValue(key.Partition, out var rows))
        {
            partitions.Add(key.Partition, rows = new SortedSet<StoredRow>(RowOrder.Instance));
        }

        rows.Remove(row);
        rows.Add(row);
        return row.ETag;
    }

    private void Remove(RowKey key)
    {
        var rows = partitions[key.Partition];
        rows.Remove(new StoredRow(key.Row, 0, []));
        if (rows.Count == 0)
        {
            partitions.Remove(key.Partition);
        }
    }

    private StoredRow? Find(RowKey key) =>
        partitions.TryGetValue(key.Partition, out var rows)
        && rows.TryGetValue(new StoredRow(key.Row, 0, []), out var row) ? row : null;

    private Row Read(string partition, StoredRow row) =>
        new(new RowKey(partition, row.Key), row.ETag, codec.Decode(row.Fields));
}
