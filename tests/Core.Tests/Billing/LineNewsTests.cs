using Fulgurite.Billing;
using Fulgurite.Credit;
using Fulgurite.Events;
using Fulgurite.Money;

namespace Fulgurite.Tests.Billing;

public sealed class LineNewsTests
{
    private static readonly LineOfCredit Line = new()
    {
        Id = Samples.Line,
        Organization = Samples.Organization,
        Environment = Samples.Environment,
        Limit = new Msat(100),
        CreatedAt = Samples.At,
        UpdatedAt = Samples.At,
    };

    [Fact]
    public void A_line_that_was_never_disabled_is_no_news()
    {
        Assert.Null(LineNews.Of(Line));
        Assert.Null(LineNews.Of(Change(Line, isDisabled: false, hours: 1)));
    }

    [Fact]
    public void Each_change_is_news_of_its_own_and_a_repeat_is_the_same()
    {
        var disabled = Change(Line, isDisabled: true, hours: 1);
        var enabled = Change(disabled, isDisabled: false, hours: 2);
        var again = Change(enabled, isDisabled: true, hours: 3);
        LineOfCredit[] lives = [disabled, enabled, again];
        Assert.Equal(
            [PaymentEvent.LineOfCreditDisabled, PaymentEvent.LineOfCreditEnabled, PaymentEvent.LineOfCreditDisabled],
            lives.Select(line => LineNews.Of(line)!.Kind));
        Assert.Equal(3, lives.Select(line => LineNews.Of(line)!.Id).Distinct().Count());
        Assert.Equal(Samples.At.AddHours(2), LineNews.Of(enabled)!.At);
        foreach (var (line, isDisabled) in new[] { (disabled, true), (enabled, false), (again, true) })
        {
            Assert.Equal(LineNews.Of(line)!.Id, LineNews.Of(Change(line, isDisabled, hours: 9))!.Id);
        }
    }

    private static LineOfCredit Change(LineOfCredit line, bool isDisabled, int hours) =>
        new LineChange { IsDisabled = isDisabled }.Of(line, Samples.At.AddHours(hours));
}
