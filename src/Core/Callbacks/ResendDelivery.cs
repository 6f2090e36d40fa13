using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// Sends a delivery again by hand, whatever became of it: the same bytes, at once, with a fresh schedule.
/// </summary>
public sealed class ResendDelivery(
    ITableStore tables, IMessageBus bus, MessageSeal seal, AttentionIndex attention, TimeProvider clock)
{
    private const int TriesMax = 5;

    /// <summary>
    /// Orders it. Returns null when there is no such delivery. Two storage transactions and a message. Repeating it
    /// before the attempt is made changes nothing more.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be ordered: repeat it.</exception>
    public async Task<Delivery?> Execute(WalletId wallet, string deliveryId, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await tables.Get(WalletRows.Table, DeliveryRows.Key(wallet, deliveryId), cancel) is not { } row)
            {
                return null;
            }

            var before = DeliveryRows.ToDelivery(row);
            var now = clock.GetUtcNow();
            var after = DeliverySchedule.Resent(before, now);
            await attention.Mark(wallet, now, cancel);
            var writes = DeliveryRows.Change(before, after, row.Version, attempt: null);
            var outcome = await tables.Commit(WalletRows.Table, new RowBatch(writes), cancel);
            if (outcome.Status == CommitStatus.Committed)
            {
                var order = new DeliveryOrder(wallet, after.Id, after.Attempts).ToMessage(seal, null);

                // The attempt of this number may have been ordered before, for its time in the schedule: without an id
                // of its own this order would be dropped as a duplicate of that one.
                await bus.Send(order with { Id = $"{order.Id}:resend:{now.UtcTicks}" }, cancel);
                return after;
            }
        }

        throw new StorageUnavailableException($"Delivery {deliveryId} is too contended.");
    }
}
