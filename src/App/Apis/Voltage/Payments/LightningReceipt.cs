namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>The proof of a Lightning payment.</summary>
/// <param name="Preimage">In hex.</param>
/// <param name="PaymentHash">In hex.</param>
/// <param name="LedgerId">The credit or hold in the wallet's ledger.</param>
internal sealed record LightningReceipt(string Preimage, string PaymentHash, string LedgerId) : ReceiptData
{
    /// <summary>Without the preimage.</summary>
    public override string ToString() => $"receipt {PaymentHash}";
}
