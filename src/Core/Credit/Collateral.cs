namespace Fulgurite.Credit;

/// <summary>What secures a line of credit.</summary>
public enum Collateral
{
    /// <summary>Nothing: the operator trusts the customer.</summary>
    Waived,
}
