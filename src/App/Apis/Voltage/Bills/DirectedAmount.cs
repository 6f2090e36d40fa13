using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>A fee, in all and by direction.</summary>
/// <param name="Total">Both together.</param>
/// <param name="Send">On what was sent.</param>
/// <param name="Receive">On what was received.</param>
internal sealed record DirectedAmount(VoltageAmount Total, VoltageAmount Send, VoltageAmount Receive)
{
    /// <summary>Of both directions.</summary>
    public static DirectedAmount Of(Msat send, Msat receive) => new(
        VoltageAmount.FromCore(send + receive), VoltageAmount.FromCore(send), VoltageAmount.FromCore(receive));
}
