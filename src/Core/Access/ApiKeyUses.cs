using System.Collections.Concurrent;
using Fulgurite.Storage;

namespace Fulgurite.Access;

/// <summary>
/// Notes when keys are used: for people who look for keys that nobody needs any more. Approximate: at most one write a
/// key, process and <see cref="Precision"/>, beside the request and never in its way; a note that fails is left out.
/// </summary>
public sealed class ApiKeyUses(ITableStore tables, TimeProvider clock)
{
    /// <summary>How far a note may lag behind the last use.</summary>
    public static readonly TimeSpan Precision = TimeSpan.FromMinutes(5);

    /// <summary>Beyond it everything is forgotten: a bound on memory, not a policy.</summary>
    private const int EntriesMax = 10_000;

    private readonly ConcurrentDictionary<ApiKeyHash, DateTimeOffset> notedAt = new();

    /// <summary>Whether a key was used in this process before.</summary>
    public bool Knows(ApiKeyHash key) => notedAt.ContainsKey(key);

    /// <summary>Notes a use. The task ends when the note is stored or given up; it never fails.</summary>
    public Task Note(ApiKey key)
    {
        var now = clock.GetUtcNow();
        if (notedAt.Count >= EntriesMax)
        {
            notedAt.Clear();
        }

        return MustNote(key.Hash, now) ? Store(key, now) : Task.CompletedTask;
    }

    private bool MustNote(ApiKeyHash key, DateTimeOffset now) => notedAt.TryGetValue(key, out var noted)
        ? now - noted >= Precision && notedAt.TryUpdate(key, now, noted)
        : notedAt.TryAdd(key, now);

    private async Task Store(ApiKey key, DateTimeOffset now)
    {
        var record = ApiKeyRows.RecordOf(key.Environment, key.Id);
        try
        {
            var note = RowWrite.MergeAny(record, ApiKeyRows.ToUse(now));
            await tables.Commit(Registry.Table, new RowBatch([note]), CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            // The next use after the precision has passed tries again.
        }
    }
}
