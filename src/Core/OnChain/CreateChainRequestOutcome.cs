using Fulgurite.ChainRequests;

namespace Fulgurite.OnChain;

/// <summary>Why no request to receive on chain was made, in order of precedence.</summary>
public enum CreateChainRequestRefusal
{
    /// <summary>Nothing, no whole satoshis, or none at all where one is needed.</summary>
    InvalidAmount,

    /// <summary>There is no such environment.</summary>
    EnvironmentNotFound,

    /// <summary>The id names something else of the environment.</summary>
    IdTaken,

    /// <summary>There is no such wallet, or it is deleted.</summary>
    WalletNotFound,

    /// <summary>The wallet's line of credit is disabled.</summary>
    LineOfCreditDisabled,

    /// <summary>The customer's own node backs the wallet, and its chain is not watched.</summary>
    NodeBacked,

    /// <summary>The environment has no more serial numbers for invoices.</summary>
    SerialNumbersExhausted,

    /// <summary>The node will not issue the invoice; its reason is in the log.</summary>
    NodeRefused,
}

/// <summary>Either a request or a refusal.</summary>
/// <param name="Request">What was made.</param>
/// <param name="Refusal">Why nothing was.</param>
/// <param name="Reason">The node's own words, for the operator's log.</param>
public sealed record CreateChainRequestOutcome(
    ChainRequest? Request, CreateChainRequestRefusal? Refusal, string? Reason = null)
{
    /// <summary>True when the request was there before.</summary>
    public bool IsRepeat { get; init; }
}
