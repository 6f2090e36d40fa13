using System.Text.RegularExpressions;

namespace Fulgurite.Worlds;

/// <summary>
/// What happened in a world, a line each. It is kept only where somebody will read it: a seed replays exactly, so that
/// a seed that failed without it is simply lived again with it.
/// </summary>
internal sealed partial class History(Scheduler scheduler, bool isKept)
{
    private const int FrequentShown = 3;

    private readonly List<HistoryLine> lines = [];
    private bool isKept = isKept;
    private int heardFrom;

    /// <summary>True when lines are kept.</summary>
    public bool IsKept => isKept;

    /// <summary>Every line so far.</summary>
    public IReadOnlyList<HistoryLine> Lines => lines;

    /// <summary>Keeps lines from here on: something goes round in circles.</summary>
    public void Listen() => (isKept, heardFrom) = (true, lines.Count);

    /// <summary>What was heard most often since, without the ids and numbers in it.</summary>
    public string MostFrequent() => string.Join("; ", lines.Skip(heardFrom)
        .GroupBy(line => Particulars().Replace(line.What, "…"))
        .OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal)
        .Take(FrequentShown)
        .Select(same => $"'{same.Key}', {same.Count()} times"));

    /// <summary>Writes a line.</summary>
    public void Add(string who, string what)
    {
        if (isKept)
        {
            lines.Add(new HistoryLine(scheduler.Now, who, what));
        }
    }

    /// <summary>Writes a line.</summary>
    public void Add(
        string who,
        [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("")] HistoryText what)
    {
        if (isKept)
        {
            lines.Add(new HistoryLine(scheduler.Now, who, what.ToText()));
        }
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,66}|[0-9]+")]
    private static partial Regex Particulars();
}
