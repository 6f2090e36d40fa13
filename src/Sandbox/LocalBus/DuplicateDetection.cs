using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Sandbox.LocalBus;

/// <summary>
/// The ids that one queue accepted within the window. At hundreds a second they are many, so what is kept of an id is
/// the half of a hash of it with its time, 24 bytes, in sorted slices of a tenth of the window: only the youngest slice
/// can grow, and the oldest is let go of as a whole.
/// </summary>
internal sealed class DuplicateDetection(TimeSpan window)
{
    private const int SlicesAWindow = 10;
    private readonly Queue<Slice> closed = new();
    private Dictionary<UInt128, long> open = [];
    private long openedTicks = long.MaxValue;

    /// <summary>What is kept of an id.</summary>
    public static UInt128 KeyOf(string id) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>The id was accepted within the window.</summary>
    public bool Knows(UInt128 key, DateTimeOffset now) =>
        (open.TryGetValue(key, out var ticks) && IsWithin(ticks, now))
        || closed.Any(slice => slice.TicksOf(key) is { } accepted && IsWithin(accepted, now));

    /// <summary>Remembers an id; a later acceptance counts instead of an earlier one.</summary>
    public void Remember(UInt128 key, DateTimeOffset at)
    {
        if (open.Count > 0 && at.UtcTicks - openedTicks >= window.Ticks / SlicesAWindow)
        {
            closed.Enqueue(Slice.Of(open));
            open = [];
        }

        openedTicks = open.Count == 0 ? at.UtcTicks : openedTicks;
        open[key] = Math.Max(at.UtcTicks, open.GetValueOrDefault(key));
    }

    /// <summary>Lets go of ids that are past the window, a slice at a time.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (closed.TryPeek(out var oldest) && !IsWithin(oldest.LatestTicks, now))
        {
            closed.Dequeue();
        }
    }

    /// <summary>Every id that <see cref="Knows"/> affirms, with its time of acceptance.</summary>
    public IEnumerable<(UInt128 Key, DateTimeOffset At)> All(DateTimeOffset now) => closed
        .SelectMany(slice => slice.All)
        .Concat(open.Select(entry => (entry.Key, Ticks: entry.Value)))
        .Where(entry => IsWithin(entry.Ticks, now))
        .Select(entry => (entry.Key, new DateTimeOffset(entry.Ticks, TimeSpan.Zero)));

    private bool IsWithin(long ticks, DateTimeOffset now) => ticks + window.Ticks > now.UtcTicks;

    private sealed record Slice(UInt128[] Keys, long[] Ticks, long LatestTicks)
    {
        public IEnumerable<(UInt128 Key, long Ticks)> All => Keys.Zip(Ticks);

        public static Slice Of(Dictionary<UInt128, long> accepted)
        {
            var (keys, ticks) = (accepted.Keys.ToArray(), accepted.Values.ToArray());
            Array.Sort(keys, ticks);
            return new Slice(keys, ticks, ticks.Max());
        }

        public long? TicksOf(UInt128 key)
        {
            var place = Array.BinarySearch(Keys, key);
            return place < 0 ? null : Ticks[place];
        }
    }
}
