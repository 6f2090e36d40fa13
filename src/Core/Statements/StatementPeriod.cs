namespace Fulgurite.Statements;

/// <summary>What a statement is about: whole days, UTC.</summary>
/// <param name="FirstDay">Its first day.</param>
/// <param name="LastDay">Its last day, which belongs to it; not before the first.</param>
public readonly record struct StatementPeriod(DateOnly FirstDay, DateOnly LastDay)
{
    /// <summary>Midnight at its beginning; inclusive.</summary>
    public DateTimeOffset Start => Midnight(FirstDay);

    /// <summary>Midnight at its end; exclusive.</summary>
    public DateTimeOffset End => Midnight(LastDay.AddDays(1));

    /// <summary>The calendar month that a day is in.</summary>
    public static StatementPeriod MonthOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new StatementPeriod(first, first.AddMonths(1).AddDays(-1));
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
