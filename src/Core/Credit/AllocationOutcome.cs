namespace Fulgurite.Credit;

/// <summary>Why a line of credit hands nothing on, in order of precedence.</summary>
public enum AllocationRefusal
{
    /// <summary>It is disabled.</summary>
    LineDisabled,

    /// <summary>Its collateral is awaited.</summary>
    LineNotReady,

    /// <summary>Its wallets' limits together would pass its own.</summary>
    LimitExceeded,
}

/// <summary>What a decision over a line's allocation comes to.</summary>
public abstract record AllocationOutcome
{
    private AllocationOutcome()
    {
    }

    /// <summary>It happens: store both together.</summary>
    /// <param name="Line">The line afterwards.</param>
    /// <param name="Grant">The wallet's part afterwards.</param>
    public sealed record Applied(LineOfCredit Line, CreditGrant Grant) : AllocationOutcome;

    /// <summary>It happened before, or something later did.</summary>
    public sealed record AlreadyApplied : AllocationOutcome;

    /// <summary>It does not happen.</summary>
    public sealed record Refused(AllocationRefusal Status) : AllocationOutcome;
}
