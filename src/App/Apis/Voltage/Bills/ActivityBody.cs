using Fulgurite.Cycles;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>What a wallet's payments moved; there is no treasury here, so all of it is ordinary.</summary>
/// <param name="Standard">Of ordinary payments.</param>
/// <param name="Treasury">Of treasury movements: none.</param>
internal sealed record ActivityBody(DirectionsBody Standard, DirectionsBody Treasury)
{
    /// <summary>Of a turnover.</summary>
    public static ActivityBody FromCore(Turnover moved) => new(
        new DirectionsBody(Flow(moved.Sent), Flow(moved.Received)),
        new DirectionsBody(Flow(default), Flow(default)));

    private static FlowBody Flow(Flow flow) => new(flow.Count, VoltageAmount.FromCore(flow.Volume));
}
