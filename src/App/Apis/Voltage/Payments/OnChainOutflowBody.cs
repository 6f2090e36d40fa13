namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A transaction that left, and its members once more beside it for clients that read them there.</summary>
/// <param name="Data">The transaction.</param>
internal sealed record OnChainOutflowBody(OnChainOutflow Data)
{
    /// <summary>By what means.</summary>
    public string Type { get; } = PaymentWords.OnChain;

    /// <summary>As in the data, like all that follow.</summary>
    public string TxId => Data.TxId;

    public long AmountSats => Data.AmountSats;

    public int RequiredConfirmationsNum => Data.RequiredConfirmationsNum;

    public int? HeightMinedAt => Data.HeightMinedAt;

    public string LedgerId => Data.LedgerId;
}
