using Fulgurite.Cycles;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>What an operator asks of a customer under a line of credit: frozen when the line is made.</summary>
/// <param name="MonthlyServiceFee">For each calendar month whose first day is in the cycle.</param>
/// <param name="SentFee">On what a wallet sends, the payees' part.</param>
/// <param name="ReceivedFee">On what a wallet receives, before processing fees.</param>
public sealed record BillingTerms(Msat MonthlyServiceFee, BasisPoints SentFee, BasisPoints ReceivedFee)
{
    /// <summary>
    /// The service fee of a cycle. Whole months only, so that nothing is rounded: a daily bill carries it on the first
    /// of the month, one for two months carries it twice, and over a year all frequencies come to twelve.
    /// </summary>
    public Msat ServiceFeeOf(BillingPeriod cycle)
    {
        var (start, end) = (cycle.Start.UtcDateTime, cycle.End.UtcDateTime);
        var months = MonthsBegunBefore(end) - MonthsBegunBefore(start);
        return new Msat(checked(MonthlyServiceFee.Value * months));
    }

    // How many months have begun before an instant, counted from the year 1.
    private static long MonthsBegunBefore(DateTime instant)
    {
        var begun = (instant.Year * 12L) + instant.Month;
        return instant is { Day: 1, TimeOfDay.Ticks: 0 } ? begun - 1 : begun;
    }
}
