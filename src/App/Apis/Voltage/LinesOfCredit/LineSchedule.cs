using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Fulgurite.Cycles;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>When a line of credit is billed: the contract's <c>reconciliation_frequency</c>, and an anchor.</summary>
internal static class LineSchedule
{
    private const string Never = "never";

    private static readonly DateOnly FirstAnchor = new(2009, 1, 3);
    private static readonly DateOnly LastAnchor = new(2100, 12, 31);

    private static readonly Dictionary<string, BillingFrequency> Frequencies = new()
    {
        ["daily"] = BillingFrequency.Daily,
        ["weekly"] = BillingFrequency.Weekly,
        ["biweekly"] = BillingFrequency.Biweekly,
        ["monthly"] = BillingFrequency.Monthly,
        ["bi_monthly"] = BillingFrequency.BiMonthly,
    };

    /// <summary>The contract's word for how often.</summary>
    public static string FromCore(BillingSchedule? schedule) => schedule is null
        ? Never
        : Frequencies.Single(each => each.Value == schedule.Frequency).Key;

    /// <summary>The schedule, null for never; false, and the refusal, where the two fields make none.</summary>
    public static bool TryRead(
        NewLineBody body, out BillingSchedule? schedule, [NotNullWhen(false)] out VoltageAnswer? refusal)
    {
        (schedule, refusal) = (null, null);
        if (body.ReconciliationFrequency is null or Never)
        {
            refusal = body.AnchorDate is null
                ? null
                : LineErrors.NotValid("anchor_date: a line that is never billed has none.", "anchor_date");
            return refusal is null;
        }

        if (!Frequencies.TryGetValue(body.ReconciliationFrequency, out var frequency))
        {
            refusal = LineErrors.NotValid(
                "reconciliation_frequency: it must be daily, weekly, biweekly, monthly, bi_monthly or never.",
                "reconciliation_frequency");
            return false;
        }

        if (!DateOnly.TryParseExact(
                body.AnchorDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var anchor)
            || anchor < FirstAnchor
            || anchor > LastAnchor)
        {
            refusal = LineErrors.NotValid(
                "anchor_date: a line that is billed has a day on which a cycle begins, such as 2026-01-31.",
                "anchor_date");
            return false;
        }

        schedule = new BillingSchedule(frequency, anchor);
        return true;
    }
}
