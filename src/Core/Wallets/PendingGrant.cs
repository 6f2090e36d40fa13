using Fulgurite.Money;

namespace Fulgurite.Wallets;

/// <summary>What has begun between a wallet and its line of credit, and is not finished.</summary>
public enum PendingGrantKind
{
    /// <summary>The wallet is to be opened: reserve at the line, list the wallet, write its head.</summary>
    Open,

    /// <summary>The limit is to rise: reserve at the line, then change the head.</summary>
    Raise,

    /// <summary>The limit has fallen: give the rest back to the line.</summary>
    Release,
}

/// <summary>What has begun between a wallet and its line of credit, and is not finished.</summary>
/// <param name="Kind">What.</param>
/// <param name="Limit">The wallet's limit when it is finished.</param>
public sealed record PendingGrant(PendingGrantKind Kind, Msat Limit);
