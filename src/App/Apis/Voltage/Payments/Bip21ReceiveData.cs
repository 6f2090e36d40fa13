namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A receive by address or invoice, whichever the payer can.</summary>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="Address">Where to pay on the chain.</param>
/// <param name="Amount">What is asked; zero where the payer chooses and has not yet.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Receipts">What arrived by either, pending too.</param>
/// <param name="Expiration">Seconds from its creation.</param>
internal sealed record Bip21ReceiveData(
    string PaymentRequest,
    string Address,
    VoltageAmount Amount,
    string? Description,
    PaymentReceipt[] Receipts,
    long Expiration) : PaymentData
{
    /// <summary>The same as the amount, for clients from before amounts had units.</summary>
    public long AmountMsats => Amount.Amount;

    /// <summary>No quotes are made here.</summary>
    public string? MarketQuote { get; }
}
