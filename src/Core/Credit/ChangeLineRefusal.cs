namespace Fulgurite.Credit;

/// <summary>Why a line of credit was not made or changed. Nothing is stored.</summary>
public enum ChangeLineRefusal
{
    /// <summary>Another line has the id.</summary>
    AlreadyExists,

    /// <summary>Its wallets were handed more than the new limit.</summary>
    LimitBelowAllocated,

    /// <summary>
    /// A line with a node of its own has no limit, and one without has no node: what backs a line does not change.
    /// </summary>
    OtherBacking,
}
