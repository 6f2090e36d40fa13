using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>
/// Sends a delivery again by hand, whatever became of it: the same bytes, at once, with a fresh schedule.
/// </summary>
public sealed class ResendDelivery(StoreDelivery store, PublishDeliveries publish, TimeProvider clock)
{
    private const int TriesMax = 5;

    /// <summary>
    /// Orders it. Returns null when there is no such delivery. Two storage transactions and a message; two more where
    /// it is listed. Repeating it before the attempt is made changes nothing more.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be ordered: repeat it.</exception>
    public async Task<Delivery?> Execute(WalletId wallet, string deliveryId, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await store.Read(wallet, deliveryId, cancel) is not var (before, version))
            {
                return null;
            }

            var after = DeliverySchedule.Resent(before, clock.GetUtcNow());
            if (await store.Change(before, after, version, null, cancel) == CommitStatus.Committed)
            {
                await publish.Unplanned(after, cancel);
                return after;
            }
        }

        throw new StorageUnavailableException($"Delivery {deliveryId} is too contended.");
    }
}
