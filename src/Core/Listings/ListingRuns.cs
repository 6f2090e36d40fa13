namespace Fulgurite.Listings;

/// <summary>
/// Runs of one or several wallets, told apart by their ends and counts alone: where payments of several wallets mix, it
/// is not known how, but never which runs a page can be in.
/// </summary>
public sealed class ListingRuns
{
    private readonly IReadOnlyList<ListingRun> runs;
    private readonly (string Place, long Count)[] begun;
    private readonly (string Place, long Count)[] over;

    /// <summary>Takes all runs of some wallets, in any order.</summary>
    public ListingRuns(IReadOnlyList<ListingRun> runs)
    {
        this.runs = runs;
        begun = Sums(run => run.First);
        over = Sums(run => run.Last);
    }

    /// <summary>How many payments there are.</summary>
    public long Total => runs.Sum(run => (long)run.Count);

    /// <summary>
    /// The runs that must be read for the payments <c>[from, to)</c>, the newest being 0, and how many payments lie
    /// before all of these runs. With one wallet at most two for a page that is no longer than a block; each further
    /// wallet adds at most three.
    /// </summary>
    public (IReadOnlyList<ListingRun> Runs, long Skipped) Window(long from, long to)
    {
        var (window, skipped) = (new List<ListingRun>(), 0L);
        foreach (var run in runs)
        {
            // At most so many are in front of its end, and at least so many in front of its beginning.
            if (SumOf(begun, run.Last, isIncluded: true) <= from)
            {
                skipped += run.Count;
            }
            else if (SumOf(over, run.First, isIncluded: false) < to)
            {
                window.Add(run);
            }
        }

        return (window, skipped);
    }

    private (string Place, long Count)[] Sums(Func<ListingRun, string> end)
    {
        var sum = 0L;
        return [.. runs.OrderBy(end, StringComparer.Ordinal).Select(run => (end(run), sum += run.Count))];
    }

    // The sum of what lies in front of a place, by halving.
    private static long SumOf((string Place, long Count)[] sums, string place, bool isIncluded)
    {
        var (low, high) = (0, sums.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(sums[middle].Place, place);
            (low, high) = order < 0 || (isIncluded && order == 0) ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? 0 : sums[low - 1].Count;
    }
}
