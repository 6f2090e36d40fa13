using Fulgurite.App.LocalHost;

namespace Fulgurite.Contracts.Clock;

public sealed class AdvancePlanTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 11, 30, 30, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Every_tick_in_the_first_hour_and_the_last_five_minutes_and_hours_and_early_mornings_between()
    {
        var ticks = Ticks(From.AddDays(2), _ => null);

        DateTimeOffset At(int day, int hour, int minute) => new(2026, 1, day, hour, minute, 0, TimeSpan.Zero);
        var first = Enumerable.Range(0, 60).Select(minute => At(1, 11, 31).AddMinutes(minute));
        var hours = Enumerable.Range(0, 47).Select(hour => At(1, 13, 0).AddHours(hour));
        var last = Enumerable.Range(0, 5).Select(minute => At(3, 11, 26).AddMinutes(minute));
        DateTimeOffset[] wanted =
            [.. first, .. hours.Concat([At(2, 0, 5), At(3, 0, 5)]).Order(), .. last];
        Assert.Equal(wanted, ticks);
    }

    [Fact]
    public void The_first_tick_from_an_instant_at_which_something_is_due()
    {
        DateTimeOffset due = new(2026, 1, 2, 3, 21, 0, TimeSpan.Zero), odd = due.AddMinutes(9).AddSeconds(1);
        DateTimeOffset[] known = [due, odd];

        var ticks = Ticks(From.AddDays(2), after => known.Where(at => at > after).Cast<DateTimeOffset?>().Min());

        Assert.Contains(due, ticks);
        Assert.Contains(odd.AddSeconds(59), ticks);
        Assert.DoesNotContain(due.AddMinutes(1), ticks);
    }

    [Fact]
    public void Of_a_short_way_every_tick()
    {
        Assert.Equal(59, Ticks(From.AddMinutes(59), _ => null).Count);
        Assert.Empty(Ticks(From.AddSeconds(29), _ => null));
    }

    [Fact]
    public void Of_a_quarter_few_enough_to_be_done_in_a_minute() =>
        Assert.InRange(Ticks(From.AddDays(90), _ => null).Count, 90 * 25, (90 * 25) + 70);

    // A timer of every minute.
    private static List<DateTimeOffset> Ticks(DateTimeOffset until, Func<DateTimeOffset, DateTimeOffset?> dueAt)
    {
        var plan = new AdvancePlan(From, until);
        var ticks = new List<DateTimeOffset>();
        for (var at = From; ;)
        {
            at = plan.NextTick(at, Next, dueAt(at));
            if (at > until)
            {
                return ticks;
            }

            ticks.Add(at);
        }
    }

    private static DateTimeOffset Next(DateTimeOffset after) =>
        new(after.UtcTicks - (after.UtcTicks % Minute.Ticks) + Minute.Ticks, TimeSpan.Zero);
}
