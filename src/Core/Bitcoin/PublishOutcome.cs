namespace Fulgurite.Bitcoin;

/// <summary>What became of telling the network of a transaction.</summary>
public enum PublishStatus
{
    /// <summary>The node and its peers take it, or have it already: it will be confirmed or stay where it is.</summary>
    Published,

    /// <summary>
    /// The node does not take it now. Not final: the network's lowest fee may fall, and a node that refuses it because
    /// its coins are spent may mean the same transaction in a block. Only the wallet's history tells.
    /// </summary>
    NotAccepted,
}

/// <summary>A wallet's answer to <see cref="IChainWallet.Publish"/>.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">The node's own words where it was not accepted, for the operator's log; else null.</param>
public sealed record PublishOutcome(PublishStatus Status, string? Reason = null);
