using Fulgurite.ChainRequests;
using Fulgurite.OnChain;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Holds requests against the table of addresses, which has a partition for each, and receipts against the journal
/// lines that they name: a storage transaction for each row, several at once.
/// </summary>
internal sealed class LookUpChain(ITableStore tables)
{
    /// <summary>Both. Empties the lists.</summary>
    public async Task All(
        List<ChainRequest> requests, List<ChainReceipt> receipts, Condemned condemned, CancellationToken cancel)
    {
        await Requests(requests, condemned, cancel);
        await Receipts(receipts, condemned, cancel);
    }

    // Each request must be found by its address.
    private Task Requests(List<ChainRequest> requests, Condemned condemned, CancellationToken cancel) =>
        LookUpHashes.All(
            requests,
            request => ChainRequestRows.Key(request.Wallet, request.Id),
            request => Check(request, cancel),
            condemned);

    // Each receipt that names a journal line must be what that line is about.
    private Task Receipts(List<ChainReceipt> receipts, Condemned condemned, CancellationToken cancel)
    {
        receipts.RemoveAll(receipt => receipt.JournalSequence is null);
        return LookUpHashes.All(receipts, ChainReceiptRows.Key, receipt => Check(receipt, cancel), condemned);
    }

    private async Task<Finding?> Check(ChainRequest request, CancellationToken cancel)
    {
        var key = ChainAddresses.KeyOf(request.Address);
        var row = await tables.Get(ChainAddresses.Table, key, cancel);
        return row?.Fields.TextOrNull("wallet") == request.Wallet.ToString()
            && row.Fields.TextOrNull("environment") == request.Environment.ToString()
            && row.Fields.TextOrNull("receive") == request.Id.ToString()
            ? null
            : new Finding(
                ChainAddresses.Table.Value,
                key,
                null,
                null,
                $"wallet {request.Wallet}, environment {request.Environment}, request {request.Id}",
                "the index does not lead from the address to its request",
                ChainRequestRows.Key(request.Wallet, request.Id));
    }

    private async Task<Finding?> Check(ChainReceipt receipt, CancellationToken cancel)
    {
        var line = WalletRows.JournalKey(receipt.Wallet, receipt.JournalSequence!.Value);
        var row = await tables.Get(WalletRows.Table, line, cancel);
        return row is not null
            && row.Fields.TextOrNull("reference") == receipt.Receive.ToString()
            && row.Fields.InstantOrNull("at") == receipt.EndedAt
            ? null
            : new Finding(
                "wallets",
                ChainReceiptRows.Key(receipt),
                "journal_sequence",
                $"{receipt.JournalSequence}",
                null,
                "that line is not of this receipt",
                line);
    }
}
