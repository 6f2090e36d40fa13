namespace Fulgurite.Worlds;

/// <summary>
/// What happened in a world, a line each. It is kept only where somebody will read it: a seed replays exactly, so that
/// a seed that failed without it is simply lived again with it.
/// </summary>
internal sealed class History(Scheduler scheduler, bool isKept)
{
    private readonly List<HistoryLine> lines = [];

    /// <summary>True when lines are kept.</summary>
    public bool IsKept => isKept;

    /// <summary>Every line so far.</summary>
    public IReadOnlyList<HistoryLine> Lines => lines;

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
}
