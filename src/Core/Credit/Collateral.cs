namespace Fulgurite.Credit;

/// <summary>
/// What secures a line of credit, and how far. The names are stored. The operator says so: nothing here holds or
/// watches a deposit.
/// </summary>
public enum Collateral
{
    /// <summary>Nothing: the operator trusts the customer.</summary>
    Waived,

    /// <summary>A deposit that has not come.</summary>
    PendingDeposit,

    /// <summary>A deposit of which a part has come.</summary>
    PartiallySecured,

    /// <summary>A deposit that has come.</summary>
    Secured,

    /// <summary>Means of payment, of a bank for one, that are still looked into.</summary>
    PendingVerification,

    /// <summary>Means of payment that were found good.</summary>
    Verified,
}
