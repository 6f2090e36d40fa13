using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.ChainRequests;

/// <summary>
/// What is shown of the receipts of one request: the newest, as they were detected, oldest first. Anybody may pay an
/// address any number of times, so neither this nor what it costs grows with that.
/// </summary>
public static class ShownReceipts
{
    /// <summary>How many are shown.</summary>
    public const int ShownMax = 100;

    /// <summary>How many are looked through for them.</summary>
    private const int ReadMax = 1_000;

    /// <summary>Reads them. One storage transaction.</summary>
    public static async Task<IReadOnlyList<ChainReceipt>> Read(
        ITableStore tables, WalletId wallet, InvoiceId receive, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(wallet.ToString(), ChainReceiptRows.PrefixOf(receive), ReadMax);
        var rows = await tables.ReadFirst(WalletRows.Table, query, cancel);
        return Of(rows.Select(ChainReceiptRows.ToReceipt));
    }

    /// <summary>Of some receipts.</summary>
    public static IReadOnlyList<ChainReceipt> Of(IEnumerable<ChainReceipt> receipts) =>
    [
        .. receipts
            .OrderBy(receipt => receipt.DetectedAt)
            .ThenBy(receipt => receipt.Output.ToString(), StringComparer.Ordinal)
            .TakeLast(ShownMax),
    ];
}
