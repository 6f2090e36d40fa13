using System.Buffers.Binary;
using Fulgurite.Identity;

namespace Fulgurite.Worlds;

/// <summary>
/// Every chance in a world, from its seed: SplitMix64, written out here so that a seed means the same for ever.
/// </summary>
internal sealed class Dice(ulong seed) : IRandomness
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number within both bounds.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True so many times in a thousand.</summary>
    public bool PerMille(int times) => Below(1000) < times;

    /// <summary>The same, without a draw where it is never.</summary>
    public bool Sometimes(int timesInThousand) => timesInThousand > 0 && PerMille(timesInThousand);

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>A span in whole microseconds within both bounds.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most)
    {
        var microseconds = (ulong)((most - least).Ticks / TimeSpan.TicksPerMicrosecond) + 1;
        return least + TimeSpan.FromMicroseconds((long)(Next() % microseconds));
    }

    /// <inheritdoc/>
    public void Fill(Span<byte> bytes)
    {
        Span<byte> word = stackalloc byte[8];
        for (var done = 0; done < bytes.Length; done += word.Length)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
            word[..Math.Min(word.Length, bytes.Length - done)].CopyTo(bytes[done..]);
        }
    }
}
