namespace Fulgurite.Storage;

/// <summary>
/// Puts batches of one partition together: those that arrive while a commit is under way wait for it, and then go in
/// one batch. Many callers on one partition so cost a fraction of a storage transaction each, and one caller alone
/// waits for nobody. For batches that know nothing of each other, such as new rows under new ids, and small: a hundred
/// rows of up to 40 KiB fit the store's 4 MiB. A row that several of them only touch, to be sure that it is there, is
/// touched once.
/// </summary>
public sealed class SharedCommits(ITableStore tables, TableName table)
{
    private readonly Lock gate = new();

    // The partitions with a commit under way, and what waits behind it.
    private readonly Dictionary<string, Queue<Waiting>> busy = new(StringComparer.Ordinal);

    /// <summary>
    /// As <see cref="ITableStore.Commit"/>: this batch happens whole or not at all, whatever becomes of others. At most
    /// two storage transactions, usually a part of one. Cancellation stops the waiting, not the commit.
    /// </summary>
    /// <exception cref="StorageUnavailableException">As the store's own.</exception>
    public Task<CommitOutcome> Commit(RowBatch batch, CancellationToken cancel)
    {
        var waiting = new Waiting(batch);
        var partition = batch.Writes[0].Key.Partition;
        lock (gate)
        {
            if (busy.TryGetValue(partition, out var queue))
            {
                queue.Enqueue(waiting);
                return waiting.Outcome.Task.WaitAsync(cancel);
            }

            busy.Add(partition, new Queue<Waiting>());
        }

        _ = Run(partition, waiting);
        return waiting.Outcome.Task.WaitAsync(cancel);
    }

    private async Task Run(string partition, Waiting first)
    {
        for (List<Waiting> group = [first]; group.Count > 0; group = Next(partition))
        {
            await CommitTogether(group);
        }
    }

    // As many as fit a batch. Two that change the same row cannot be in one: the second waits.
    private List<Waiting> Next(string partition)
    {
        lock (gate)
        {
            var queue = busy[partition];
            var group = new List<Waiting>();
            var rows = new Dictionary<string, bool>(StringComparer.Ordinal);
            while (queue.TryPeek(out var next)
                && rows.Count + next.Batch.Writes.Count <= RowBatch.WritesMax
                && next.Batch.Writes.All(write => !rows.TryGetValue(write.Key.Row, out var touched)
                    || (touched && IsTouch(write))))
            {
                group.Add(queue.Dequeue());
                next.Batch.Writes.ToList().ForEach(write => rows[write.Key.Row] = IsTouch(write));
            }

            if (group.Count == 0)
            {
                busy.Remove(partition);
            }

            return group;
        }
    }

    private async Task CommitTogether(List<Waiting> group)
    {
        var writes = group.SelectMany(waiting => waiting.Batch.Writes).DistinctBy(write => write.Key).ToList();
        var batch = new RowBatch(writes);
        var commit = Send(batch);
        await Ended(commit);
        if (!commit.IsCompletedSuccessfully)
        {
            group.ForEach(waiting => waiting.Outcome.SetFromTask(commit));
            return;
        }

        var outcome = await commit;
        if (group.Count > 1 && outcome.Status is CommitStatus.AlreadyExists or CommitStatus.Stale)
        {
            // Nothing was applied, because of one of them: now each for itself.
            foreach (var waiting in group)
            {
                await CommitTogether([waiting]);
            }

            return;
        }

        var places = writes.Index().ToDictionary(write => write.Item.Key, write => write.Index);
        foreach (var waiting in group)
        {
            waiting.Outcome.SetResult(outcome.Status == CommitStatus.Committed
                ? CommitOutcome.Committed(
                    [.. waiting.Batch.Writes.Select(write => outcome.Versions[places[write.Key]])])
                : outcome);
        }
    }

    private static bool IsTouch(RowWrite write) =>
        write is { Kind: RowWriteKind.Merge, Version: null, Fields.Count: 0 };

    // What it throws, also before its first await, is in its task.
    private async Task<CommitOutcome> Send(RowBatch batch) =>
        await tables.Commit(table, batch, CancellationToken.None);

    private static async Task Ended(Task task) => await task.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private sealed class Waiting(RowBatch batch)
    {
        public RowBatch Batch => batch;

        public TaskCompletionSource<CommitOutcome> Outcome { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
