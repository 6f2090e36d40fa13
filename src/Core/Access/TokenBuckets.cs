using System.Collections.Concurrent;

namespace Fulgurite.Access;

/// <summary>
/// A token bucket for each name (a key, an address), in this process alone: each holds up to <c>burst</c> tokens and
/// gains <c>perSecond</c> of them a second. Kept as one instant a name, that at which the bucket will be full again
/// (ITU-T I.371, generic cell rate algorithm), so nothing runs in the background and nothing is rounded.
/// </summary>
public sealed class TokenBuckets
{
    /// <summary>Beyond it, buckets that are full are dropped; and where none is, all: a bound on memory.</summary>
    private const int EntriesMax = 20_000;

    private readonly TimeProvider clock;
    private readonly long startedAt;
    private readonly long interval;
    private readonly long capacity;
    private readonly ConcurrentDictionary<string, long> fullAt = new(StringComparer.Ordinal);

    /// <summary>Creates buckets that are full.</summary>
    /// <param name="perSecond">Tokens gained a second, 1 to 10,000,000.</param>
    /// <param name="burst">Tokens that a full bucket holds, at least 1.</param>
    /// <param name="clock">Tells how time passes; its wall clock is not read.</param>
    public TokenBuckets(int perSecond, int burst, TimeProvider clock)
    {
        Invariant.Holds(
            perSecond is >= 1 and <= (int)TimeSpan.TicksPerSecond, "a bucket gains 1 to 10,000,000 tokens a second");
        Invariant.Holds(burst >= 1, "a full bucket holds a token");
        this.clock = clock;
        startedAt = clock.GetTimestamp();
        interval = TimeSpan.TicksPerSecond / perSecond;
        capacity = interval * burst;
    }

    /// <summary>How many names are remembered.</summary>
    public int Count => fullAt.Count;

    /// <summary>Takes a token. Null when there was one; else how long it takes until there is.</summary>
    public TimeSpan? Take(string name)
    {
        var now = Now();
        while (true)
        {
            var known = fullAt.TryGetValue(name, out var full);
            var next = Math.Max(now, known ? full : now) + interval;
            if (next - now > capacity)
            {
                return TimeSpan.FromTicks(next - now - capacity);
            }

            if (known ? fullAt.TryUpdate(name, next, full) : TryAdd(name, next, now))
            {
                return null;
            }
        }
    }

    /// <summary>How long it takes until there is a token; null when there is one. Takes none.</summary>
    public TimeSpan? Peek(string name)
    {
        var now = Now();
        var missing = (fullAt.TryGetValue(name, out var full) ? Math.Max(now, full) : now) + interval - now - capacity;
        return missing > 0 ? TimeSpan.FromTicks(missing) : null;
    }

    private long Now() => clock.GetElapsedTime(startedAt).Ticks;

    private bool TryAdd(string name, long next, long now)
    {
        if (fullAt.Count >= EntriesMax)
        {
            Shrink(now);
        }

        return fullAt.TryAdd(name, next);
    }

    // A full bucket is the same as none.
    private void Shrink(long now)
    {
        foreach (var (name, full) in fullAt)
        {
            if (full <= now)
            {
                fullAt.TryRemove(KeyValuePair.Create(name, full));
            }
        }

        if (fullAt.Count >= EntriesMax)
        {
            fullAt.Clear();
        }
    }
}
