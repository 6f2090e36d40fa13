namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>A change of a line of credit; what is left out stays as it is.</summary>
/// <param name="Limit">What its wallets may owe together, in millisatoshis.</param>
/// <param name="Disabled">Whether it takes no new wallets and payments.</param>
/// <param name="Collateral">What secures it.</param>
/// <param name="Infrastructure">Where the customer's own node is now.</param>
internal sealed record LinePatchBody(
    long? Limit = null,
    bool? Disabled = null,
    CollateralInput? Collateral = null,
    InfrastructureBody? Infrastructure = null);
