namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A receive by address.</summary>
/// <param name="Address">Where to pay.</param>
/// <param name="Amount">What is asked.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Expiration">Seconds from its creation.</param>
/// <param name="Receipts">What arrived, pending too.</param>
internal sealed record OnChainReceiveData(
    string Address, VoltageAmount Amount, string? Label, long Expiration, PaymentReceipt[] Receipts) : PaymentData
{
    /// <summary>The same as the amount, for clients from before amounts had units.</summary>
    public long AmountSats => Amount.Amount / 1_000;

    /// <summary>No quotes are made here.</summary>
    public string? MarketQuote { get; }
}
