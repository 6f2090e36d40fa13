namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A receive by invoice.</summary>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="Amount">What is asked; zero where the payer chooses and has not yet.</param>
/// <param name="Memo">What the payer reads.</param>
/// <param name="Expiration">Seconds from the invoice's timestamp.</param>
/// <param name="Receipts">What arrived.</param>
internal sealed record Bolt11ReceiveData(
    string PaymentRequest, VoltageAmount Amount, string? Memo, long Expiration, ReceiptBody[] Receipts) : PaymentData
{
    /// <summary>The same as the amount, for clients from before amounts had units.</summary>
    public long AmountMsats => Amount.Amount;

    /// <summary>No quotes are made here.</summary>
    public string? MarketQuote { get; }
}
