namespace Fulgurite.Billing;

/// <summary>Who owes a bill's amount.</summary>
public enum SettlementType
{
    /// <summary>The customer.</summary>
    Collection,

    /// <summary>The operator.</summary>
    Payout,
}
