using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// Sends a delivery again by hand, whatever became of it: the same bytes, at once, with a fresh schedule.
/// </summary>
public sealed class ResendDelivery(
    ITableStore tables, PublishDeliveries publish, AttentionIndex attention, TimeProvider clock)
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
            var looksAt = await attention.Mark(wallet, now, cancel);
            var writes = DeliveryRows.Change(before, after, row.Version, attempt: null);
            var outcome = await tables.Commit(WalletRows.Table, new RowBatch(writes), cancel);
            if (outcome.Status == CommitStatus.Committed)
            {
                await attention.Renew(wallet, looksAt, cancel);
                await publish.Unplanned(after, cancel);
                return after;
            }
        }

        throw new StorageUnavailableException($"Delivery {deliveryId} is too contended.");
    }
}
