namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What a send would cost now.</summary>
/// <param name="Type">By which way it would go: <c>bolt11</c>, <c>onchain</c> or <c>keysend</c>.</param>
/// <param name="Amount">What the payee would get.</param>
/// <param name="EstimatedFee">What that would cost on top.</param>
/// <param name="MaxFee">The most that it may cost: what was asked, or what holds where nobody says.</param>
/// <param name="IsWithinMaxFee">Whether it would be sent with that maximum.</param>
/// <param name="TargetBlocks">On chain: within how many blocks it should be confirmed; else null.</param>
internal sealed record EstimateBody(
    string Type,
    VoltageAmount Amount,
    VoltageAmount EstimatedFee,
    VoltageAmount MaxFee,
    bool IsWithinMaxFee,
    int? TargetBlocks);
