using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Sandbox.LocalBus;

/// <summary>
/// The ids that one queue accepted within the window. What is kept of an id is the half of a hash of it, because at
/// hundreds a second they are many: about 70 bytes each.
/// </summary>
internal sealed class DuplicateDetection(TimeSpan window)
{
    private readonly Dictionary<UInt128, long> acceptedTicks = [];
    private readonly Queue<(UInt128 Key, long Ticks)> remembered = new();

    /// <summary>What is kept of an id.</summary>
    public static UInt128 KeyOf(string id) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>The id was accepted within the window.</summary>
    public bool Knows(UInt128 key, DateTimeOffset now) =>
        acceptedTicks.TryGetValue(key, out var ticks) && IsWithin(ticks, now);

    /// <summary>Remembers an id; a later acceptance counts instead of an earlier one.</summary>
    public void Remember(UInt128 key, DateTimeOffset at)
    {
        if (acceptedTicks.TryGetValue(key, out var known) && known >= at.UtcTicks)
        {
            return;
        }

        acceptedTicks[key] = at.UtcTicks;
        remembered.Enqueue((key, at.UtcTicks));
    }

    /// <summary>Lets go of ids that are past the window.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (remembered.TryPeek(out var oldest) && !IsWithin(oldest.Ticks, now))
        {
            remembered.Dequeue();
            if (acceptedTicks[oldest.Key] == oldest.Ticks)
            {
                acceptedTicks.Remove(oldest.Key);
            }
        }
    }

    /// <summary>Every id that <see cref="Knows"/> affirms, with its time of acceptance.</summary>
    public IEnumerable<(UInt128 Key, DateTimeOffset At)> All(DateTimeOffset now) => remembered
        .Where(entry => acceptedTicks[entry.Key] == entry.Ticks && IsWithin(entry.Ticks, now))
        .Select(entry => (entry.Key, new DateTimeOffset(entry.Ticks, TimeSpan.Zero)));

    private bool IsWithin(long ticks, DateTimeOffset now) => ticks + window.Ticks > now.UtcTicks;
}
