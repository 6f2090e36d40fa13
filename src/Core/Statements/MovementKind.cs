namespace Fulgurite.Statements;

/// <summary>What a journal line is to a bookkeeper.</summary>
public enum MovementKind
{
    /// <summary>Somebody paid the wallet over Lightning.</summary>
    ReceivedOverLightning,

    /// <summary>Somebody paid the wallet on chain.</summary>
    ReceivedOnChain,

    /// <summary>Another wallet here paid the wallet.</summary>
    ReceivedFromWallet,

    /// <summary>What was kept aside is the wallet's.</summary>
    Attributed,

    /// <summary>The wallet paid over Lightning.</summary>
    SentOverLightning,

    /// <summary>The wallet paid on chain.</summary>
    SentOnChain,

    /// <summary>The wallet paid another wallet here.</summary>
    SentToWallet,

    /// <summary>The operator settled a bill in the wallet's favour.</summary>
    SettlementReceived,

    /// <summary>A bill of the operator was settled out of the wallet.</summary>
    SettlementPaid,

    /// <summary>A fee by itself.</summary>
    Fee,

    /// <summary>Arrived, unexpected, and kept aside: the balance does not change.</summary>
    KeptAside,

    /// <summary>Set aside for a send that is under way: the balance does not change.</summary>
    Hold,

    /// <summary>The send failed, and its hold is free: the balance does not change.</summary>
    Release,

    /// <summary>Anything else that changes the balance.</summary>
    Other,
}
