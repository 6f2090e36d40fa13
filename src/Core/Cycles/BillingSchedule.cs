using System.Globalization;

namespace Fulgurite.Cycles;

/// <summary>
/// When billing cycles begin: at midnight UTC of the anchor, and from there on, in both directions, every so often.
/// Months are counted from the anchor, so that one on a 31st begins cycles on the last day of shorter months and on the
/// 31st of the others. UTC has no daylight saving time: a day is 24 hours.
/// </summary>
/// <param name="Frequency">How often.</param>
/// <param name="Anchor">A day on which a cycle begins.</param>
public sealed record BillingSchedule(BillingFrequency Frequency, DateOnly Anchor)
{
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>The cycle that an instant is in.</summary>
    public BillingPeriod PeriodAt(DateTimeOffset instant)
    {
        var day = DateOnly.FromDateTime(instant.UtcDateTime);
        var number = NumberAround(day);
        number = StartOf(number) > day ? number - 1 : number;
        return new BillingPeriod(Midnight(StartOf(number)), Midnight(StartOf(number + 1)));
    }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="InvariantBrokenException">It is none.</exception>
    public static BillingSchedule Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        Invariant.Holds(slash > 0, "a stored schedule has the form frequency/anchor");
        return new BillingSchedule(
            Enum.Parse<BillingFrequency>(text.AsSpan(0, slash)),
            DateOnly.ParseExact(text.AsSpan(slash + 1), DateForm, CultureInfo.InvariantCulture));
    }

    /// <summary>The stored form: <c>Monthly/2026-01-31</c>.</summary>
    public override string ToString() =>
        $"{Frequency}/{Anchor.ToString(DateForm, CultureInfo.InvariantCulture)}";

    // The cycle that begins on the day, or near it: the last one in its month or week, counted from the anchor.
    private int NumberAround(DateOnly day)
    {
        var days = day.DayNumber - Anchor.DayNumber;
        var months = ((day.Year - Anchor.Year) * 12) + day.Month - Anchor.Month;
        return Frequency switch
        {
            BillingFrequency.Daily => days,
            BillingFrequency.Weekly => FloorOf(days, 7),
            BillingFrequency.Biweekly => FloorOf(days, 14),
            BillingFrequency.Monthly => months,
            BillingFrequency.BiMonthly => FloorOf(months, 2),
        };
    }

    private DateOnly StartOf(int number) => Frequency switch
    {
        BillingFrequency.Daily => Anchor.AddDays(number),
        BillingFrequency.Weekly => Anchor.AddDays(7 * number),
        BillingFrequency.Biweekly => Anchor.AddDays(14 * number),
        BillingFrequency.Monthly => Anchor.AddMonths(number),
        BillingFrequency.BiMonthly => Anchor.AddMonths(2 * number),
    };

    private static int FloorOf(int dividend, int divisor) =>
        (dividend / divisor) - (dividend % divisor < 0 ? 1 : 0);

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
