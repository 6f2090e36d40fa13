using Fulgurite.Cycles;
using Fulgurite.Money;

namespace Fulgurite.Tests.Cycles;

public sealed class BillingTermsTests
{
    private static readonly BillingPeriod February = new(At(2028, 2, 1), At(2028, 3, 1));

    [Theory]
    [InlineData(0, 0, "2028-03-01", "2028-03-01")]
    [InlineData(14, 7, "2028-03-15", "2028-03-22")]
    [InlineData(90, 90, "2028-05-30", "2028-08-28")]
    public void A_bill_is_due_after_its_cycle_s_end_and_blocks_after_the_grace(
        int term, int grace, string dueOn, string blockedOn)
    {
        var terms = BillingTerms.None with { PaymentTermDays = term, GraceDays = grace };
        Assert.Equal(
            (dueOn, blockedOn),
            ($"{terms.DueAt(February):yyyy-MM-dd}", $"{terms.BlockedAt(February):yyyy-MM-dd}"));
    }

    [Fact]
    public void The_largest_service_fee_for_two_months_is_an_amount()
    {
        var terms = new BillingTerms(BillingTerms.ServiceFeeMax, default, default);
        var twoMonths = new BillingPeriod(At(2028, 1, 15), At(2028, 3, 15));
        Assert.Equal(2_000_000 * Msat.PerBtc, terms.ServiceFeeOf(twoMonths).Value);
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
