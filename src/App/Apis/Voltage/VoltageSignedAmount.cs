using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>An amount of the contract that may be below zero: its magnitude and a flag.</summary>
/// <param name="Currency"><c>btc</c>.</param>
/// <param name="Amount">The magnitude in units; never negative.</param>
/// <param name="Unit"><c>msats</c>.</param>
/// <param name="Negative">Whether it is below zero.</param>
internal sealed record VoltageSignedAmount(string Currency, long Amount, string Unit, bool Negative)
{
    /// <summary>Bitcoin, in millisatoshis.</summary>
    public static VoltageSignedAmount FromCore(MsatDelta amount) =>
        new("btc", Math.Abs(amount.Value), "msats", amount.Value < 0);
}
