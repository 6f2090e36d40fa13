namespace Fulgurite.Credit;

/// <summary>Why a line of credit was not made or changed. Nothing is stored.</summary>
public enum ChangeLineRefusal
{
    /// <summary>Another line has the id.</summary>
    AlreadyExists,

    /// <summary>Its wallets were handed more than the new limit.</summary>
    LimitBelowAllocated,
}
