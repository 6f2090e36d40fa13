namespace Fulgurite.OnChain;

/// <summary>Why a send on chain is not begun, in precedence order.</summary>
public enum SendOnChainRefusal
{
    /// <summary>Nothing, no whole satoshis, or more with its fee than there is.</summary>
    InvalidAmount,

    /// <summary>There is no such wallet in the environment.</summary>
    WalletNotFound,

    /// <summary>A send of this id exists, of something else.</summary>
    AlreadyExists,

    /// <summary>The wallet does not cover the amount and the maximum fee.</summary>
    InsufficientFunds,
}

/// <summary>What became of asking for a send on chain.</summary>
/// <param name="Send">As it is now; null when refused.</param>
/// <param name="Refusal">Why not; null when it was begun.</param>
public sealed record SendOnChainOutcome(OnChainSend? Send, SendOnChainRefusal? Refusal);
