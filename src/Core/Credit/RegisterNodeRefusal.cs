namespace Fulgurite.Credit;

/// <summary>Why a customer's own node was not taken.</summary>
public enum RegisterNodeRefusal
{
    /// <summary>It does not answer at the address.</summary>
    Away,

    /// <summary>It refuses the macaroon, or a secret is not there or malformed.</summary>
    Refused,

    /// <summary>It is on another chain.</summary>
    OtherNetwork,

    /// <summary>It is the operator's or another line's; or, where it was to be moved, it is another one.</summary>
    Taken,
}
