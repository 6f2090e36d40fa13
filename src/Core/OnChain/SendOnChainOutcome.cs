namespace Fulgurite.OnChain;

/// <summary>Why a send on chain is not begun, in precedence order.</summary>
public enum SendOnChainRefusal
{
    /// <summary>Nothing, no whole satoshis, or more with its fee than there is.</summary>
    InvalidAmount,

    /// <summary>There is no such wallet in the environment, or it is deleted.</summary>
    WalletNotFound,

    /// <summary>The customer's own node backs the wallet: what it has on chain is not ours to send.</summary>
    NodeBacked,

    /// <summary>The wallet's line of credit is disabled.</summary>
    LineOfCreditDisabled,

    /// <summary>The wallet's line of credit waits for its collateral.</summary>
    LineOfCreditNotReady,

    /// <summary>A bill of the wallet's line of credit is overdue.</summary>
    LineOfCreditOverdue,

    /// <summary>The id names something else of the environment.</summary>
    AlreadyExists,

    /// <summary>The wallet does not cover the amount and the maximum fee.</summary>
    InsufficientFunds,
}

/// <summary>What became of asking for a send on chain.</summary>
/// <param name="Send">As it is now; null when refused.</param>
/// <param name="Refusal">Why not; null when it was begun.</param>
public sealed record SendOnChainOutcome(OnChainSend? Send, SendOnChainRefusal? Refusal)
{
    /// <summary>True when the send was there before this request.</summary>
    public bool IsRepeat { get; init; }
}
