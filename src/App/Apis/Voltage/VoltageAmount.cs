using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>An amount of the contract: whole base units of a currency.</summary>
/// <param name="Currency"><c>btc</c>.</param>
/// <param name="Amount">How many units; never negative.</param>
/// <param name="Unit"><c>msats</c>.</param>
internal sealed record VoltageAmount(string Currency, long Amount, string Unit)
{
    /// <summary>Bitcoin, in millisatoshis.</summary>
    public static VoltageAmount FromCore(Msat amount) => new("btc", amount.Value, "msats");
}
