namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What one payment of an environment paid to another within the ledger.</summary>
/// <param name="AmountMsats">How much.</param>
/// <param name="OffsetPaymentId">The other half: the send that paid a receive, or the receive that a send paid.</param>
/// <param name="LedgerId">The credit or hold in the wallet's ledger.</param>
/// <param name="Preimage">In hex: the proof, as of any Lightning payment. Additive.</param>
/// <param name="PaymentHash">In hex. Additive.</param>
internal sealed record ShortcircuitReceipt(
    long AmountMsats, string OffsetPaymentId, string LedgerId, string Preimage, string PaymentHash) : ReceiptData
{
    /// <summary>Without the preimage.</summary>
    public override string ToString() => $"receipt {PaymentHash}";
}
