using Fulgurite.Storage;

namespace Fulgurite.Books;

/// <summary>
/// The first minute of the attention index that is not surely handled. Table <c>attention</c>: partition =
/// <c>cursor</c>, row = <c>minute</c>. It begins when the first wallet is made: nothing can be marked before.
/// </summary>
public sealed class AttentionCursor(ITableStore tables, TimeProvider clock)
{
    private static readonly RowKey Key = new("cursor", "minute");

    /// <summary>Begins now, unless it has begun. Idempotent. One storage transaction.</summary>
    /// <exception cref="StorageUnavailableException">Not known to have begun: do not make the wallet.</exception>
    public async Task Begin(CancellationToken cancel)
    {
        var insert = RowWrite.Insert(Key, FieldsOf(AttentionIndex.MinuteOf(clock.GetUtcNow())));
        var outcome = await tables.Commit(AttentionIndex.Table, new RowBatch([insert]), cancel);
        if (outcome.Status is not (CommitStatus.Committed or CommitStatus.AlreadyExists))
        {
            throw new StorageUnavailableException("The attention cursor could not be begun.");
        }
    }

    /// <summary>The minute to begin with; the current one where nothing has begun. One storage transaction.</summary>
    public async Task<string> Load(CancellationToken cancel) =>
        await tables.Get(AttentionIndex.Table, Key, cancel) is { } row
            ? row.Fields.Text("minute")
            : AttentionIndex.MinuteOf(clock.GetUtcNow());

    /// <summary>
    /// Everything before this minute is handled. The minute itself is handled again by the next run: a mark may still
    /// arrive in the minute that is passing. A lost write repeats work that is done. One storage transaction.
    /// </summary>
    public async Task Save(string minute, CancellationToken cancel) =>
        await tables.Commit(AttentionIndex.Table, new RowBatch([RowWrite.Put(Key, FieldsOf(minute))]), cancel);

    private static RowFields FieldsOf(string minute) => new() { { "minute", minute } };
}
