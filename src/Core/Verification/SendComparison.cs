using Fulgurite.Lightning;
using Fulgurite.Payments;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>What a node says of a hash beside the payment of ours that has the right to it.</summary>
/// <param name="AtNode">The node's word.</param>
/// <param name="Payment">Ours, as stored.</param>
internal sealed record SendComparison(NodePayment AtNode, Payment Payment)
{
    /// <summary>
    /// True where the node was asked on behalf of our payment. Else what it did with the hash, somebody else had it do.
    /// </summary>
    public bool IsOurs => Payment.Requests.LastAt is not null;

    /// <summary>True for a success that is still held for: the next look at the payment captures it.</summary>
    public bool IsUncaptured => AtNode.State == NodePaymentState.Succeeded && Payment.State == PaymentState.InFlight
        && Finding is null;

    /// <summary>What is wrong; null when nothing is.</summary>
    public Finding? Finding => (AtNode.State, Payment.State) switch
    {
        (NodePaymentState.Succeeded, PaymentState.Succeeded) => OfCapture(),
        (NodePaymentState.Succeeded, PaymentState.Failed) =>
            Wrong("state", "Failed", "Succeeded", $"the node paid {AtNode.AmountPaid} msat and it was released"),
        (NodePaymentState.Succeeded, PaymentState.InFlight) when AtNode.AmountPaid + AtNode.FeePaid > Payment.Held =>
            Wrong("fee_max_msat", null, null, $"the node paid {AtNode.AmountPaid} and {AtNode.FeePaid} msat for it"),
        (NodePaymentState.InFlight, PaymentState.Failed) =>
            Wrong("state", "Failed", "InFlight", "it was released, and the node is still paying it"),
        (NodePaymentState.InFlight or NodePaymentState.Failed, PaymentState.Succeeded) =>
            Wrong("state", "Succeeded", null, $"at the node it is {AtNode.State}"),
        _ => null,
    };

    private Finding? OfCapture()
    {
        if (AtNode.AmountPaid != Payment.Amount)
        {
            return Wrong("amount_msat", $"{Payment.Amount}", $"{AtNode.AmountPaid}", "so much the node paid");
        }

        if (AtNode.FeePaid != Payment.FeePaid)
        {
            return Wrong("fee_paid_msat", $"{Payment.FeePaid}", $"{AtNode.FeePaid}", "so much its routing cost");
        }

        return AtNode.Preimage is null
            ? Wrong("preimage", null, null, "the node has no preimage that proves its success")
            : null;
    }

    private Finding Wrong(string column, string? says, string? should, string why) => new(
        WalletRows.Table.Value,
        PaymentRows.Key(Payment.Wallet, Payment.Id),
        column,
        says,
        should,
        $"{why} (payment hash {AtNode.Hash}, payment index {AtNode.Index})");
}
