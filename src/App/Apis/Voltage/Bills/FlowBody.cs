namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>What moved in one direction.</summary>
/// <param name="Count">Payments.</param>
/// <param name="Volume">What they moved, fees apart.</param>
internal sealed record FlowBody(long Count, VoltageAmount Volume);
