using System.Collections.Concurrent;

namespace Fulgurite.Access;

/// <summary>Answers that may be a little old, so that hot paths do not read settings for every request.</summary>
internal sealed class Remembered<T>(TimeProvider clock, TimeSpan freshness)
{
    /// <summary>Beyond it everything is forgotten: a bound on memory, not a policy.</summary>
    private const int EntriesMax = 10_000;

    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset ReadAt)> entries = new();

    /// <summary>The remembered answer, or a fresh one.</summary>
    public async Task<T> Get(string key, Func<Task<T>> read)
    {
        var now = clock.GetUtcNow();
        if (entries.TryGetValue(key, out var entry) && now - entry.ReadAt < freshness)
        {
            return entry.Value;
        }

        var value = await read();
        if (entries.Count >= EntriesMax)
        {
            entries.Clear();
        }

        entries[key] = (value, now);
        return value;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => entries.Clear();
}
