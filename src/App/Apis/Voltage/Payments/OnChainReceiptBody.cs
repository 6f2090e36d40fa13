namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>A receipt on chain: as the contract has it, and beside it the flat members that it had before.</summary>
/// <param name="Data">The receipt.</param>
internal sealed record OnChainReceiptBody(OnChainReceipt Data) : PaymentReceipt
{
    /// <summary>By what means.</summary>
    public string Type { get; } = PaymentWords.OnChain;

    public string TxId => Data.TxId;

    public long AmountSats => Data.AmountSats;

    public int RequiredConfirmationsNum => Data.RequiredConfirmationsNum;

    public int? HeightMinedAt => Data.HeightMinedAt;

    public string? LedgerId => Data.LedgerId;
}
