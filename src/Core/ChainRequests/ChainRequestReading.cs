using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.ChainRequests;

/// <summary>A request as it was read, with what is shown of its receipts: what its changes are decided over.</summary>
/// <param name="Request">The request.</param>
/// <param name="Version">Of its row.</param>
/// <param name="Receipts">See <see cref="ShownReceipts"/>.</param>
public sealed record ChainRequestReading(ChainRequest Request, ETag Version, IReadOnlyList<ChainReceipt> Receipts)
{
    /// <summary>Reads a request; null where none is stored. Two storage transactions, and one for none.</summary>
    public static async Task<ChainRequestReading?> Read(
        ITableStore tables, WalletId wallet, InvoiceId request, CancellationToken cancel)
    {
        if (await tables.Get(WalletRows.Table, ChainRequestRows.Key(wallet, request), cancel) is not { } row)
        {
            return null;
        }

        var receipts = await ShownReceipts.Read(tables, wallet, request, cancel);
        return new ChainRequestReading(ChainRequestRows.ToRequest(row), row.Version, receipts);
    }

    /// <summary>What is shown once a receipt is as it is given.</summary>
    public IReadOnlyList<ChainReceipt> With(ChainReceipt receipt) =>
        ShownReceipts.Of([.. Receipts.Where(other => other.Output != receipt.Output), receipt]);
}
