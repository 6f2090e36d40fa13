using Fulgurite.ChainRequests;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Something that arrived and is not spendable: it waits for a person.</summary>
/// <param name="Type">By what means: <c>onchain</c>.</param>
/// <param name="Data">What.</param>
internal sealed record FrozenBody(string Type, FrozenOutput Data)
{
    private const string TooLate = "It was first seen when the payment was over, and waits for the operator.";

    /// <summary>Of a receipt that came too late.</summary>
    public static FrozenBody FromCore(ChainReceipt receipt) => new(PaymentWords.OnChain, new FrozenOutput(
        receipt.Output.Transaction.ToString(),
        receipt.Address,
        receipt.Amount.ToSatsRoundedDown(),
        new FrozenReason(TooLate)));
}
