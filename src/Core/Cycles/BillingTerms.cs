using Fulgurite.Money;

namespace Fulgurite.Cycles;

/// <summary>What an operator asks of a customer under a line of credit: frozen when the line is made.</summary>
/// <param name="MonthlyServiceFee">
/// For each calendar month whose first day is in the cycle; at most <see cref="ServiceFeeMax"/>.
/// </param>
/// <param name="SentFee">On what a wallet sends, the payees' part.</param>
/// <param name="ReceivedFee">On what a wallet receives, before processing fees.</param>
public sealed record BillingTerms(Msat MonthlyServiceFee, BasisPoints SentFee, BasisPoints ReceivedFee)
{
    /// <summary>The most days that a payment term or a grace may have.</summary>
    public const int DaysMax = 90;

    /// <summary>The days in which a bill is to be paid where nothing else was agreed on.</summary>
    public const int PaymentTermDaysDefault = 14;

    /// <summary>The days of grace where nothing else was agreed on.</summary>
    public const int GraceDaysDefault = 7;

    /// <summary>One million bitcoin: a bill for several months of it is still an amount.</summary>
    public static readonly Msat ServiceFeeMax = new(1_000_000 * Msat.PerBtc);

    /// <summary>No fees; also the terms of a line that is never billed.</summary>
    public static readonly BillingTerms None = new(Msat.Zero, default, default);

    /// <summary>
    /// What each payment that is sent costs on top, of what its payee gets; also where the line is never billed.
    /// </summary>
    public BasisPoints SendProcessingFee { get; init; }

    /// <summary>
    /// What each receipt over Lightning costs its payer on top, of what the wallet gets; also where the line is never
    /// billed.
    /// </summary>
    public BasisPoints ReceiveProcessingFee { get; init; }

    /// <summary>Days from the end of a cycle until its bill is due; 0 to <see cref="DaysMax"/>.</summary>
    public int PaymentTermDays { get; init; } = PaymentTermDaysDefault;

    /// <summary>Days from then until sends are refused while it is not paid; 0 to <see cref="DaysMax"/>.</summary>
    public int GraceDays { get; init; } = GraceDaysDefault;

    /// <summary>Those that only bills depend on.</summary>
    public BillingTerms WithoutProcessingFees =>
        this with { SendProcessingFee = default, ReceiveProcessingFee = default };

    /// <summary>When the bill of a cycle is to be paid: midnight UTC.</summary>
    public DateTimeOffset DueAt(BillingPeriod cycle) => cycle.End.AddDays(PaymentTermDays);

    /// <summary>From when on sends are refused while the bill of a cycle is not paid: midnight UTC.</summary>
    public DateTimeOffset BlockedAt(BillingPeriod cycle) => DueAt(cycle).AddDays(GraceDays);

    /// <summary>
    /// The service fee of a cycle. Whole months only, so that nothing is rounded: a daily bill carries it on the first
    /// of the month, one for two months carries it twice, and over a year all frequencies come to twelve. A line's
    /// first cycle begins, for this, when the line was made.
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
