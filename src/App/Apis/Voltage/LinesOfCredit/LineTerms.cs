using System.Diagnostics.CodeAnalysis;
using Fulgurite.Cycles;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>What a line of credit that is billed costs, and when its bills are to be paid.</summary>
internal static class LineTerms
{
    /// <summary>The terms; null, and the refusal, where a field is none.</summary>
    public static bool TryRead(
        NewLineBody body,
        BillingSchedule? schedule,
        [NotNullWhen(true)] out BillingTerms? terms,
        [NotNullWhen(false)] out VoltageAnswer? refusal)
    {
        (terms, refusal) = (null, ProblemWith(body, schedule));
        if (refusal is not null || VolumeFee.ToCore(body.VolumeFeePercentage) is not (var sent, var received))
        {
            refusal ??= LineErrors.NotValid(
                "volume_fee_percentage: it must be 0 to 100, or an object of two such, send and receive, with at most "
                + "two decimals.",
                "volume_fee_percentage");
            return false;
        }

        terms = new BillingTerms(new Msat(body.MonthlyServiceFeeMsats ?? 0), sent, received)
        {
            PaymentTermDays = body.PaymentTermDays ?? BillingTerms.PaymentTermDaysDefault,
            GraceDays = body.GraceDays ?? BillingTerms.GraceDaysDefault,
            SendProcessingFee = new BasisPoints(body.ProcessingFee?.SendBasisPoints ?? 0),
            ReceiveProcessingFee = new BasisPoints(body.ProcessingFee?.ReceiveBasisPoints ?? 0),
        };
        return true;
    }

    private static VoltageAnswer? ProblemWith(NewLineBody body, BillingSchedule? schedule)
    {
        if (schedule is null && FirstOf(body) is { } unused)
        {
            return LineErrors.NotValid($"{unused}: a line that is never billed has none.", unused);
        }

        if (body.MonthlyServiceFeeMsats is { } fee && (fee < 0 || fee > BillingTerms.ServiceFeeMax.Value))
        {
            return LineErrors.NotValid(
                "monthly_service_fee_msats: it must be 0 to 1,000,000 bitcoin.", "monthly_service_fee_msats");
        }

        if (body.ProcessingFee?.FindProblem() is { } wrong)
        {
            return LineErrors.NotValid(wrong, "processing_fee");
        }

        if (schedule is null && body is { Infrastructure: not null, ProcessingFee: { } rates } && rates.IsCharged)
        {
            return LineErrors.NotValid(
                "processing_fee: on the customer's own node it is collected by bills, and this line has none.",
                "processing_fee");
        }

        return ProblemWith("payment_term_days", body.PaymentTermDays) ?? ProblemWith("grace_days", body.GraceDays);
    }

    private static VoltageAnswer? ProblemWith(string field, int? days) => days is < 0 or > BillingTerms.DaysMax
        ? LineErrors.NotValid($"{field}: it must be 0 to {BillingTerms.DaysMax}.", field)
        : null;

    // The first that is there of what only a line that is billed has.
    private static string? FirstOf(NewLineBody body) => body switch
    {
        { MonthlyServiceFeeMsats: not null } => "monthly_service_fee_msats",
        { VolumeFeePercentage: not null } => "volume_fee_percentage",
        { PaymentTermDays: not null } => "payment_term_days",
        { GraceDays: not null } => "grace_days",
        _ => null,
    };
}
