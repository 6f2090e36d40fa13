using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// On which days billing cycles begin, as a person would tell from a calendar: by looking at one day after the other.
/// </summary>
internal static class Calendar
{
    /// <summary>When the cycle that a day is in began.</summary>
    /// <param name="schedule">As it is stored: <c>Monthly/2026-01-31</c>.</param>
    /// <param name="at">An instant in it.</param>
    public static DateTime StartOf(string schedule, DateTimeOffset at)
    {
        var (frequency, anchor) = Read(schedule);
        var day = at.UtcDateTime.Date;
        while (!Begins(frequency, anchor, day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>When the cycle that a day is in is over.</summary>
    public static DateTime EndOf(string schedule, DateTimeOffset at)
    {
        var (frequency, anchor) = Read(schedule);
        var day = at.UtcDateTime.Date.AddDays(1);
        while (!Begins(frequency, anchor, day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>How many months begin from one instant on and before another.</summary>
    public static int Firsts(DateTimeOffset from, DateTimeOffset before)
    {
        var (day, firsts) = (from.UtcDateTime.Date, 0);
        day = day == from.UtcDateTime ? day : day.AddDays(1);
        for (; day < before.UtcDateTime; day = day.AddDays(1))
        {
            firsts += day.Day == 1 ? 1 : 0;
        }

        return firsts;
    }

    private static bool Begins(string frequency, DateTime anchor, DateTime day) => frequency switch
    {
        "Daily" => true,
        "Weekly" => (day - anchor).Days % 7 == 0,
        "Biweekly" => (day - anchor).Days % 14 == 0,
        "Monthly" => IsTheDay(anchor, day),
        "BiMonthly" => IsTheDay(anchor, day) && (day.Month - anchor.Month) % 2 == 0,
        _ => throw new InvalidOperationException($"No line is billed {frequency}."),
    };

    // The anchor's day of the month, or the last one of a month that has no such day.
    private static bool IsTheDay(DateTime anchor, DateTime day) =>
        day.Day == anchor.Day || (day.Day < anchor.Day && day.AddDays(1).Day == 1);

    private static (string Frequency, DateTime Anchor) Read(string schedule)
    {
        var parts = schedule.Split('/');
        return (parts[0], DateTime.SpecifyKind(
            DateTime.ParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), DateTimeKind.Utc));
    }
}
