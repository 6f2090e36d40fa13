namespace Fulgurite.Cycles;

/// <summary>How often a line of credit is billed. One that never is has no <see cref="BillingSchedule"/>.</summary>
public enum BillingFrequency
{
    /// <summary>Every day.</summary>
    Daily,

    /// <summary>Every seven days.</summary>
    Weekly,

    /// <summary>Every fourteen days.</summary>
    Biweekly,

    /// <summary>Every month.</summary>
    Monthly,

    /// <summary>Every two months; see <c>docs/decisions/0015-cycles-roll-in-the-book.md</c>.</summary>
    BiMonthly,
}
