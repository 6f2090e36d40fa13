namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>What moved in both directions.</summary>
/// <param name="Send">To others.</param>
/// <param name="Receive">From others.</param>
internal sealed record DirectionsBody(FlowBody Send, FlowBody Receive);
