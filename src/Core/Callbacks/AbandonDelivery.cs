using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>Gives up a delivery that is under way, by hand or with its endpoint.</summary>
public sealed class AbandonDelivery(StoreDelivery store)
{
    private const int TriesMax = 5;

    /// <summary>
    /// Gives it up; one that has ended stays as it ended. An attempt that is being made at the moment may still reach
    /// the receiver. At most five storage transactions.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be given up: repeat it.</exception>
    public async Task Execute(WalletId wallet, string deliveryId, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await store.Read(wallet, deliveryId, cancel) is not var (before, version)
                || before.State != DeliveryState.Pending
                || await store.Change(before, DeliverySchedule.Abandoned(before), version, null, cancel)
                    == CommitStatus.Committed)
            {
                return;
            }
        }

        throw new StorageUnavailableException($"Delivery {deliveryId} is too contended.");
    }
}
