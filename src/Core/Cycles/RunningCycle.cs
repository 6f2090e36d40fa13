using Fulgurite.Ledger;

namespace Fulgurite.Cycles;

/// <summary>The cycle that a wallet is in: part of its head.</summary>
/// <param name="Schedule">Its line's, since the wallet's billing began.</param>
/// <param name="Period">From when to when.</param>
/// <param name="Turnover">Since the wallet's billing began.</param>
public sealed record RunningCycle(BillingSchedule Schedule, BillingPeriod Period, Turnover Turnover)
{
    /// <summary>The first of a wallet whose billing begins.</summary>
    public static RunningCycle First(BillingSchedule schedule, DateTimeOffset now) =>
        new(schedule, schedule.PeriodAt(now), default);

    /// <summary>The cycle after a journal line in it.</summary>
    public RunningCycle After(JournalEntry entry) => this with { Turnover = Turnover.After(entry.Transfers) };

    /// <summary>The cycle that an instant after its end is in.</summary>
    public RunningCycle At(DateTimeOffset instant) => this with { Period = Schedule.PeriodAt(instant) };
}
