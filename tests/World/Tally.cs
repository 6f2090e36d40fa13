namespace Fulgurite.Worlds;

/// <summary>
/// How often each kind of thing happened in a world: proof that a simulation meets what it is there for.
/// </summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>Every kind that happened, in order of its name.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Counts one, or more.</summary>
    public void Count(string what, long times = 1) => counts[what] = counts.GetValueOrDefault(what) + times;

    /// <summary>Adds another world's.</summary>
    public void Add(Tally other)
    {
        foreach (var (what, times) in other.counts)
        {
            Count(what, times);
        }
    }
}
