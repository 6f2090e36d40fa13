using System.Globalization;
using Fulgurite.Cycles;

namespace Fulgurite.Tests.Cycles;

public sealed class BillingScheduleTests
{
    [Fact]
    public void A_cycle_begins_at_the_anchor_and_every_so_often()
    {
        var cases = TextTable.Parse("""
            schedule             | instant                      | start      | end
            Daily/2026-01-15     | 2026-03-01T00:00:00.0000000Z | 2026-03-01 | 2026-03-02
            Daily/2026-01-15     | 2026-02-28T23:59:59.9999999Z | 2026-02-28 | 2026-03-01
            Weekly/2026-01-05    | 2026-01-11T23:59:59.9999999Z | 2026-01-05 | 2026-01-12
            Weekly/2026-01-05    | 2026-01-12T00:00:00.0000000Z | 2026-01-12 | 2026-01-19
            Weekly/2026-01-05    | 2026-01-04T12:00:00.0000000Z | 2025-12-29 | 2026-01-05
            Biweekly/2026-01-05  | 2026-01-18T12:00:00.0000000Z | 2026-01-05 | 2026-01-19
            Biweekly/2026-01-05  | 2026-01-04T23:00:00.0000000Z | 2025-12-22 | 2026-01-05
            Monthly/2026-01-01   | 2026-02-28T23:59:59.9999999Z | 2026-02-01 | 2026-03-01
            Monthly/2026-01-31   | 2026-02-27T12:00:00.0000000Z | 2026-01-31 | 2026-02-28
            Monthly/2026-01-31   | 2026-02-28T00:00:00.0000000Z | 2026-02-28 | 2026-03-31
            Monthly/2026-01-31   | 2026-03-30T00:00:00.0000000Z | 2026-02-28 | 2026-03-31
            Monthly/2026-01-31   | 2026-03-31T00:00:00.0000000Z | 2026-03-31 | 2026-04-30
            Monthly/2026-01-31   | 2028-02-28T23:00:00.0000000Z | 2028-01-31 | 2028-02-29
            Monthly/2026-01-31   | 2028-02-29T00:00:00.0000000Z | 2028-02-29 | 2028-03-31
            Monthly/2024-02-29   | 2025-02-28T00:00:00.0000000Z | 2025-02-28 | 2025-03-29
            Monthly/2026-01-15   | 2025-12-31T23:59:59.9999999Z | 2025-12-15 | 2026-01-15
            BiMonthly/2026-01-31 | 2026-03-30T12:00:00.0000000Z | 2026-01-31 | 2026-03-31
            BiMonthly/2026-01-31 | 2026-01-30T12:00:00.0000000Z | 2025-11-30 | 2026-01-31
            BiMonthly/2025-12-31 | 2026-02-28T00:00:00.0000000Z | 2026-02-28 | 2026-04-30
            """);
        Assert.All(cases, each =>
        {
            var period = BillingSchedule.Parse(each["schedule"]).PeriodAt(At(each["instant"]));
            Assert.Equal((Day(each["start"]), Day(each["end"])), (period.Start, period.End));
        });
    }

    [Fact]
    public void Every_instant_is_in_exactly_one_cycle_and_the_next_begins_where_it_ends() => Property.ForAll(
        Property.Integers(0, 40_000L * 365 * 24),
        number =>
        {
            var frequency = Enum.GetValues<BillingFrequency>()[(int)(number % 5)];
            var anchor = new DateOnly(2024, 1, 1).AddDays((int)(number / 5 % 1_500));
            var schedule = new BillingSchedule(frequency, anchor);
            var instant = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number % 30_000_000);
            var period = schedule.PeriodAt(instant);
            return period.Contains(instant)
                && schedule.PeriodAt(period.Start) == period
                && schedule.PeriodAt(period.End).Start == period.End
                && schedule.PeriodAt(period.Start.AddTicks(-1)).End == period.Start;
        },
        times: 2_000);

    [Fact]
    public void The_stored_form_reads_back()
    {
        var schedule = new BillingSchedule(BillingFrequency.BiMonthly, new DateOnly(2026, 1, 31));
        Assert.Equal("BiMonthly/2026-01-31", schedule.ToString());
        Assert.Equal(schedule, BillingSchedule.Parse(schedule.ToString()));
        Assert.Throws<InvariantBrokenException>(() => BillingSchedule.Parse("Monthly"));
        Assert.Throws<FormatException>(() => BillingSchedule.Parse("Monthly/31"));
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset Day(string text) => At($"{text}T00:00:00Z");
}
