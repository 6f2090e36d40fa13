using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>Finds what was received and sent on chain. Changes nothing.</summary>
public sealed class ChainReads(ITableStore tables)
{
    /// <summary>What is shown of what was received on a request. See <see cref="ShownReceipts"/>.</summary>
    public Task<IReadOnlyList<ChainReceipt>> Shown(WalletId wallet, InvoiceId receive, CancellationToken cancel) =>
        ShownReceipts.Read(tables, wallet, receive, cancel);

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
