using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>How a payout stands.</summary>
public abstract record PayoutOutcome
{
    private PayoutOutcome()
    {
    }

    /// <summary>It may still be paid: look again.</summary>
    public sealed record UnderWay : PayoutOutcome;

    /// <summary>The customer has it.</summary>
    /// <param name="Fee">What it cost on top.</param>
    public sealed record Paid(Msat Fee) : PayoutOutcome;

    /// <summary>It was not paid, and never will be by this try.</summary>
    public sealed record Failed(PayoutFailure Why) : PayoutOutcome;
}
