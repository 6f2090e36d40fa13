using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>The fees on volume, in percent.</summary>
/// <param name="Send">On what was sent.</param>
/// <param name="Receive">On what was received.</param>
internal sealed record VolumePercentages(decimal Send, decimal Receive)
{
    private const decimal BasisPointsPerPercent = 100m;

    /// <summary>Of basis points.</summary>
    public static VolumePercentages Of(BasisPoints send, BasisPoints receive) =>
        new(send.Value / BasisPointsPerPercent, receive.Value / BasisPointsPerPercent);
}
