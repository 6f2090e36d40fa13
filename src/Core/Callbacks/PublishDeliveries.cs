using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// Puts deliveries on the queue: right after their commit, and again when a crash may have come between.
/// </summary>
public sealed class PublishDeliveries(ITableStore tables, IMessageBus bus, MessageSeal seal)
{
    /// <summary>
    /// Orders the first attempt of deliveries that were just committed. One message each. If it throws, the rest waits
    /// for <see cref="Overdue"/>.
    /// </summary>
    public async Task Fresh(IEnumerable<(Delivery Delivery, ETag Version)> committed, CancellationToken cancel)
    {
        foreach (var (delivery, version) in committed)
        {
            var order = new DeliveryOrder(delivery.Wallet, delivery.Id, delivery.Attempts, delivery, version);
            await bus.Send(order.ToMessage(seal, null), cancel);
        }
    }

    /// <summary>
    /// Orders again every attempt of a wallet that was due by <paramref name="due"/> and is not recorded: its message
    /// may
    /// have been lost. Duplicate detection drops what was not. One storage transaction, plus one and a message for each
    /// that is overdue. Returns how many there were.
    /// </summary>
    public async Task<int> Overdue(WalletId wallet, DateTimeOffset due, CancellationToken cancel)
    {
        var query = new RowQuery(
            wallet.ToString(), DeliveryRows.DuePrefix, DeliveryRows.DueUntil(due), Take: 500);
        var page = await tables.Query(WalletRows.Table, query, cancel);
        foreach (var id in page.Rows.Select(r => DeliveryRows.DeliveryOfDue(r.Key)))
        {
            if (await tables.Get(WalletRows.Table, DeliveryRows.Key(wallet, id), cancel) is { } row)
            {
                var attempts = DeliveryRows.ToDelivery(row).Attempts;
                await bus.Send(new DeliveryOrder(wallet, id, attempts).ToMessage(seal, null), cancel);
            }
        }

        return page.Rows.Count;
    }
}
