using Fulgurite.Statements;

namespace Fulgurite.Tests.Statements;

public sealed class StatementPeriodTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-01", "2026-01-31")]
    [InlineData("2028-02-01", "2028-02-01", "2028-02-29")]
    [InlineData("2026-12-31", "2026-12-01", "2026-12-31")]
    public void A_month_is_its_first_day_to_its_last(string day, string first, string last)
    {
        var month = StatementPeriod.MonthOf(DateOnly.Parse(day, null));
        Assert.Equal(new StatementPeriod(DateOnly.Parse(first, null), DateOnly.Parse(last, null)), month);
    }

    [Fact]
    public void Both_days_belong_to_it_as_UTC_has_them()
    {
        var day = new DateOnly(2026, 12, 31);
        var period = new StatementPeriod(day, day);
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), period.Start);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), period.End);
    }
}
