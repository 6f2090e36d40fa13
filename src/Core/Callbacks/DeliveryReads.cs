using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>Reads deliveries and their attempts. Changes nothing.</summary>
public sealed class DeliveryReads(ITableStore tables)
{
    /// <summary>
    /// A wallet's deliveries, newest first, at most <paramref name="take"/>, from after the one named
    /// <paramref name="after"/> if given. One storage transaction.
    /// </summary>
    public async Task<IReadOnlyList<Delivery>> Newest(
        WalletId wallet, string? after, int take, CancellationToken cancel)
    {
        // '~' sorts after every hex digit: the row that follows the given one.
        var from = DeliveryRows.Prefix + (after is null ? "" : after + "~");
        var query = new RowQuery(wallet.ToString(), from, "delivery}", take);
        var rows = await tables.ReadFirst(WalletRows.Table, query, cancel);
        return [.. rows.Select(DeliveryRows.ToDelivery)];
    }

    /// <summary>One delivery; null when there is none. One storage transaction.</summary>
    public async Task<Delivery?> Find(WalletId wallet, string delivery, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, DeliveryRows.Key(wallet, delivery), cancel) is { } row
            ? DeliveryRows.ToDelivery(row)
            : null;

    /// <summary>A delivery's attempts, oldest first, at most 1,000. One storage transaction.</summary>
    public async Task<IReadOnlyList<Attempt>> Attempts(WalletId wallet, string delivery, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(wallet.ToString(), DeliveryRows.AttemptPrefix(delivery));
        return [.. (await tables.ReadFirst(WalletRows.Table, query, cancel)).Select(DeliveryRows.ToAttempt)];
    }
}
