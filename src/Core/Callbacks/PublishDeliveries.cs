using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// Puts deliveries on the queue: right after their commit, and again when a crash may have come between.
/// </summary>
public sealed class PublishDeliveries(ITableStore tables, IMessageBus bus, MessageSeal seal, TimeProvider clock)
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
            await bus.Send(Named(order.ToMessage(seal, null), delivery), cancel);
        }
    }

    /// <summary>Orders the attempt that follows those that were made, for its time. One message.</summary>
    public Task Next(Delivery delivery, DateTimeOffset at, CancellationToken cancel) =>
        bus.Send(OrderOf(delivery, at), cancel);

    /// <summary>
    /// Orders the attempt of a number that was ordered before, for another time. One message, with an id of its own,
    /// made from that time: so it is no duplicate of the order before, and repeating it is.
    /// </summary>
    public Task Moved(Delivery delivery, DateTimeOffset at, CancellationToken cancel)
    {
        var order = OrderOf(delivery, at);
        return bus.Send(order with { Id = $"{order.Id}:moved:{at.UtcTicks}" }, cancel);
    }

    /// <summary>
    /// Orders an attempt that nobody planned, at once. One message, with an id of its own: the attempt of this number
    /// may have been ordered before, for its time in the schedule, and as a duplicate of that order this one would be
    /// dropped.
    /// </summary>
    public Task Unplanned(Delivery delivery, CancellationToken cancel)
    {
        var order = OrderOf(delivery, null);
        return bus.Send(order with { Id = $"{order.Id}:resend:{clock.GetUtcNow().UtcTicks}" }, cancel);
    }

    /// <summary>
    /// Orders again every attempt of a wallet that has been due for <paramref name="grace"/> and is not recorded: its
    /// message may have been lost. Duplicate detection drops what was not. One storage transaction, plus one and a
    /// message for each that is overdue. Returns how many there were.
    /// </summary>
    public async Task<int> Overdue(WalletId wallet, TimeSpan grace, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - grace;
        var query = new RowQuery(
            wallet.ToString(), DeliveryRows.DuePrefix, DeliveryRows.DueUntil(since), Take: 500);
        var overdue = await tables.ReadFirst(WalletRows.Table, query, cancel);
        foreach (var id in overdue.Select(r => DeliveryRows.DeliveryOfDue(r.Key)))
        {
            // The attempt may have been made since the range was read; the next one has its own order and time.
            if (await tables.Get(WalletRows.Table, DeliveryRows.Key(wallet, id), cancel) is { } row
                && DeliveryRows.ToDelivery(row) is { DueAt: { } dueAt } delivery && dueAt <= since)
            {
                await bus.Send(OrderOf(delivery, null), cancel);
            }
        }

        return overdue.Count;
    }

    private BusMessage OrderOf(Delivery delivery, DateTimeOffset? at) =>
        Named(new DeliveryOrder(delivery.Wallet, delivery.Id, delivery.Attempts).ToMessage(seal, at), delivery);

    // Clients choose the ids of tests, and may choose one for two webhooks: each has a partition of its own.
    private static BusMessage Named(BusMessage order, Delivery delivery) =>
        delivery.Event is { Kind: PaymentEvent.TestCreated }
            ? order with { Id = $"{delivery.Wallet}:{order.Id}" }
            : order;
}
