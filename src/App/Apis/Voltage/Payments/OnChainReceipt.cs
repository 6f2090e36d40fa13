using Fulgurite.ChainRequests;
using Fulgurite.Listings;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>An output of a transaction that pays an address of a receive.</summary>
/// <param name="TxId">The transaction.</param>
/// <param name="OutputIndex">Which of its outputs; additive.</param>
/// <param name="AmountSats">What it holds.</param>
/// <param name="RequiredConfirmationsNum">How many confirmations it needs before it is credited.</param>
/// <param name="HeightMinedAt">The height of its block, once it is credited.</param>
/// <param name="LedgerId">The credit in the wallet's ledger; null until then.</param>
/// <param name="IsPending">Whether it waits for its confirmations.</param>
internal sealed record OnChainReceipt(
    string TxId,
    long OutputIndex,
    long AmountSats,
    int RequiredConfirmationsNum,
    int? HeightMinedAt,
    string? LedgerId,
    bool IsPending)
{
    /// <summary>Of a receipt.</summary>
    public static OnChainReceipt FromCore(ChainReceipt receipt) => new(
        receipt.Output.Transaction.ToString(),
        receipt.Output.Index,
        receipt.Amount.ToSatsRoundedDown(),
        receipt.ConfirmationsRequired,
        receipt.BlockHeight,
        receipt.JournalSequence is { } line ? StatementLine.LineId(receipt.Wallet, line).ToString("D") : null,
        receipt.State == ChainReceiptState.Pending);
}
