using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Statements;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>Which statement is asked for, and as what.</summary>
/// <param name="From">The first day; null where it is not said.</param>
/// <param name="To">The last day, which belongs to it; null where it is not said.</param>
/// <param name="Format">As what.</param>
internal sealed record StatementQuery(DateOnly? From, DateOnly? To, StatementFormat Format)
{
    // Of bitcoin, and of lines of credit.
    private static readonly DateOnly FirstDay = new(2009, 1, 1);
    private static readonly DateOnly LastDay = new(2100, 12, 31);

    /// <summary>Reads it; false, and the refusal, where a parameter is none.</summary>
    public static bool TryRead(
        IQueryCollection parameters,
        [NotNullWhen(true)] out StatementQuery? query,
        [NotNullWhen(false)] out VoltageAnswer? problem)
    {
        (query, problem) = (null, null);
        var text = new QueryText(parameters);
        if (StatementFormat.Named(text.One("format") ?? StatementFormat.Json.Name) is not { } format)
        {
            problem = StatementFormat.Unknown;
        }
        else if (!IsDayOrNone(text.One("from"), out var from))
        {
            problem = NoDay("from");
        }
        else if (!IsDayOrNone(text.One("to"), out var to))
        {
            problem = NoDay("to");
        }
        else
        {
            query = new StatementQuery(from, to, format);
        }

        return query is not null;
    }

    /// <summary>
    /// The days: those that are given. Without both, the running billing cycle, or the calendar month of a wallet that
    /// is not billed; without the first, the month of the last up to it; without the last, until today. Null where the
    /// first is after the last.
    /// </summary>
    public StatementPeriod? PeriodOf(WalletHead head, DateOnly today)
    {
        if (From is null && To is null)
        {
            return Running(head, today);
        }

        var last = To ?? today;
        var period = new StatementPeriod(From ?? StatementPeriod.MonthOf(last).FirstDay, last);
        return period.FirstDay <= period.LastDay ? period : null;
    }

    private static StatementPeriod Running(WalletHead head, DateOnly today)
    {
        if (head.Cycle is not { } cycle)
        {
            return StatementPeriod.MonthOf(today);
        }

        var running = cycle.Schedule.PeriodAt(new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero));
        return new StatementPeriod(DayOf(running.Start), DayOf(running.End).AddDays(-1));
    }

    private static DateOnly DayOf(DateTimeOffset midnight) => DateOnly.FromDateTime(midnight.UtcDateTime);

    private static bool IsDayOrNone(string? text, out DateOnly? day)
    {
        var isDay = DateOnly.TryParseExact(
            text, StatementText.DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed);
        day = isDay ? parsed : null;
        return text is null || (isDay && parsed >= FirstDay && parsed <= LastDay);
    }

    private static VoltageAnswer NoDay(string name) => VoltageErrors.InvalidParameter(
        $"{name}: it must be a day from 2009-01-01 to 2100-12-31, such as 2026-01-31; days are UTC.");
}
