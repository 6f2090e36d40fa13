using System.Collections.Concurrent;

namespace Fulgurite.CrashLoop;

/// <summary>What happened, counted, and what must not have happened, told. Safe for concurrent use.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> contradictions = [];

    /// <summary>What contradicts what.</summary>
    public IReadOnlyCollection<string> Contradictions => contradictions;

    /// <summary>Every count, by name.</summary>
    public IEnumerable<KeyValuePair<string, int>> Counts => counts.OrderBy(each => each.Key, StringComparer.Ordinal);

    public void Count(string what) => counts.AddOrUpdate(what, 1, (_, before) => before + 1);

    public int Of(string what) => counts.GetValueOrDefault(what);

    public void Contradict(string what) => contradictions.Enqueue(what);

    /// <summary>Tells of it unless it holds.</summary>
    public void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            Contradict(otherwise);
        }
    }
}
