namespace Fulgurite.App.LocalHost;

/// <summary>
/// Which ticks of a timer are fired while the time is moved. Every tick in the first hour and in the last five minutes.
/// Between them a quarter has a hundred thousand minutes in which nothing is due: there it is the first tick of every
/// hour, the first from five minutes after midnight, and the first from every instant at which something is known to
/// be due. What is due at an instant that nobody knows of is found at the next of these, as after an outage.
/// </summary>
/// <param name="From">Where the time was.</param>
/// <param name="Until">Where it goes.</param>
internal sealed record AdvancePlan(DateTimeOffset From, DateTimeOffset Until)
{
    private static readonly TimeSpan EveryTickFirst = TimeSpan.FromHours(1);
    private static readonly TimeSpan EveryTickLast = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(5);

    /// <summary>The tick that is fired next.</summary>
    /// <param name="after">Ticks up to here were fired or passed over.</param>
    /// <param name="next">The timer's first tick after an instant.</param>
    /// <param name="dueAt">The first instant after it at which something is known to be due; null for none.</param>
    public DateTimeOffset NextTick(
        DateTimeOffset after, Func<DateTimeOffset, DateTimeOffset> next, DateTimeOffset? dueAt)
    {
        var tick = next(after);
        if (tick <= From + EveryTickFirst || tick >= Until - EveryTickLast)
        {
            return tick;
        }

        DateTimeOffset[] wanted = [NextHour(after), NextMorning(after), Until - EveryTickLast, dueAt ?? Until];
        var first = next(wanted.Min().AddTicks(-1));
        return first > tick ? first : tick;
    }

    private static DateTimeOffset NextHour(DateTimeOffset after) => Floor(after, TimeSpan.FromHours(1)).AddHours(1);

    private static DateTimeOffset NextMorning(DateTimeOffset after)
    {
        var today = Floor(after, TimeSpan.FromDays(1)) + AfterMidnight;
        return today > after ? today : today.AddDays(1);
    }

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan unit) =>
        new(at.UtcTicks - (at.UtcTicks % unit.Ticks), TimeSpan.Zero);
}
