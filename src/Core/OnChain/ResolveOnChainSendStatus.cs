namespace Fulgurite.OnChain;

/// <summary>What became of resolving a send on chain.</summary>
public enum ResolveOnChainSendStatus
{
    /// <summary>There is no such send.</summary>
    NotFound,

    /// <summary>It is sent after all: the network has its transaction.</summary>
    Sent,

    /// <summary>It has failed, now or before, and nothing is held for it.</summary>
    Failed,

    /// <summary>Its transaction may still be taken: it stays as it is.</summary>
    NotProven,
}
