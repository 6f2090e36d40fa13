namespace Fulgurite.Listings;

/// <summary>What a journal line means to the wallet's owner.</summary>
public enum StatementKind
{
    /// <summary>A receipt became spendable.</summary>
    Credited,

    /// <summary>The most that a send may cost was set aside.</summary>
    Held,

    /// <summary>A send succeeded: what it cost is gone, and the rest of its hold is free.</summary>
    Captured,

    /// <summary>A send failed: all of its hold is free.</summary>
    Released,

    /// <summary>A bill was settled in the wallet's favour.</summary>
    Deposited,

    /// <summary>A bill was settled out of the wallet.</summary>
    Withdrawn,

    /// <summary>Something arrived that no open invoice explains; it is kept, and not spendable.</summary>
    Suspended,
}
