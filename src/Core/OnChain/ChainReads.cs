using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>Finds what was received and sent on chain. Changes nothing.</summary>
public sealed class ChainReads(ITableStore tables)
{
    /// <summary>Receipts of one request that are shown: the newest.</summary>
    public const int ShownMax = 100;

    /// <summary>Receipts of one request that are looked through for them.</summary>
    private const int ReadMax = 1_000;

    /// <summary>
    /// What is shown of what was received on a request, as it was detected, oldest first. Anybody may pay an address
    /// any number of times, so neither this nor what it costs grows with that. One storage transaction.
    /// </summary>
    public async Task<IReadOnlyList<ChainReceipt>> Shown(
        WalletId wallet, InvoiceId receive, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(wallet.ToString(), ChainReceiptRows.PrefixOf(receive), ReadMax);
        var rows = await tables.ReadFirst(WalletRows.Table, query, cancel);
        return Shown(rows.Select(ChainReceiptRows.ToReceipt));
    }

    /// <summary>What is shown of some receipts.</summary>
    public static IReadOnlyList<ChainReceipt> Shown(IEnumerable<ChainReceipt> receipts) =>
    [
        .. receipts
            .OrderBy(receipt => receipt.DetectedAt)
            .ThenBy(receipt => receipt.Output.ToString(), StringComparer.Ordinal)
            .TakeLast(ShownMax),
    ];

    /// <summary>
    /// Everything that was received on a request, pending too, in no order that means anything. One storage transaction
    /// for a thousand.
    /// </summary>
    public async Task<IReadOnlyList<ChainReceipt>> ReceiptsOf(
        WalletId wallet, InvoiceId receive, CancellationToken cancel)
    {
        List<ChainReceipt> receipts = [];
        var query = RowQuery.Prefix(wallet.ToString(), ChainReceiptRows.PrefixOf(receive));
        await foreach (var row in tables.Read(WalletRows.Table, query, cancel))
        {
            receipts.Add(ChainReceiptRows.ToReceipt(row));
        }

        return receipts;
    }

    /// <summary>A send by its id; null when there is none. One storage transaction.</summary>
    public async Task<OnChainSend?> SendById(WalletId wallet, PaymentId send, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, OnChainSendRows.Key(wallet, send), cancel) is { } row
            ? OnChainSendRows.ToSend(row)
            : null;
}
