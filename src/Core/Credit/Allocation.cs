using Fulgurite.Money;

namespace Fulgurite.Credit;

/// <summary>Decides what a line of credit hands on to its wallets. Pure.</summary>
public static class Allocation
{
    /// <summary>
    /// Sets a limit aside before a wallet may use it. Refused by a disabled line, by one whose collateral is awaited,
    /// and where the limits of all wallets would pass the line's.
    /// </summary>
    public static AllocationOutcome Reserve(LineOfCredit line, CreditGrant? before, CreditGrant asked)
    {
        if (before is not null && before.Step >= asked.Step)
        {
            return new AllocationOutcome.AlreadyApplied();
        }

        if (line.IsDisabled)
        {
            return new AllocationOutcome.Refused(AllocationRefusal.LineDisabled);
        }

        if (!line.IsReady)
        {
            return new AllocationOutcome.Refused(AllocationRefusal.LineNotReady);
        }

        var had = before?.Limit ?? Msat.Zero;
        return asked.Limit > had && asked.Limit - had > line.Free
            ? new AllocationOutcome.Refused(AllocationRefusal.LimitExceeded)
            : Applied(line, had, asked);
    }

    /// <summary>Gives back what a wallet may no longer use. Never refused.</summary>
    public static AllocationOutcome Release(LineOfCredit line, CreditGrant? before, CreditGrant asked)
    {
        // A wallet that was never handed anything has nothing to give back.
        if (before is null || before.Step >= asked.Step)
        {
            return new AllocationOutcome.AlreadyApplied();
        }

        Invariant.Holds(asked.Limit <= before.Limit, "a release sets no more aside than before");
        return Applied(line, before.Limit, asked);
    }

    private static AllocationOutcome.Applied Applied(LineOfCredit line, Msat had, CreditGrant asked)
    {
        var allocated = line.Allocated - had + asked.Limit;
        return new AllocationOutcome.Applied(line with { Allocated = allocated }, asked);
    }
}
