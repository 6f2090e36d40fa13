using Fulgurite.Access;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>An endpoint's deliveries, whatever wallets they are in.</summary>
public sealed class EndpointDeliveries(
    ITableStore tables,
    DeliveryIndex index,
    StoreDelivery store,
    AbandonDelivery abandon,
    PublishDeliveries publish,
    TimeProvider clock)
{
    /// <summary>
    /// Deliveries that starting or deleting an endpoint takes along at once; the rest finds out by itself.
    /// </summary>
    private const int AtOnceMax = 500;

    /// <summary>
    /// Where a listed delivery really stands, and its own row. One storage transaction, one more to put the index
    /// right. Null when it is listed and was never committed.
    /// </summary>
    public async Task<Delivery?> Read(ListedDelivery listed, CancellationToken cancel)
    {
        if (await store.Read(listed.Wallet, listed.Id, cancel) is not var (delivery, _))
        {
            return null;
        }

        if (listed.State == DeliveryState.Pending && delivery.State != DeliveryState.Pending)
        {
            await index.End(delivery, listed.Version, await EndedAt(delivery, cancel), cancel);
        }

        return delivery;
    }

    /// <summary>The last attempt at a delivery; null before the first. One storage transaction.</summary>
    public async Task<Attempt?> LastAttempt(Delivery delivery, CancellationToken cancel) => delivery.Attempts > 0
        && await tables.Get(
            WalletRows.Table,
            DeliveryRows.AttemptKey(delivery.Wallet, delivery.Id, delivery.Attempts),
            cancel) is { } row
            ? DeliveryRows.ToAttempt(row)
            : null;

    /// <summary>
    /// Wakes what waited for its endpoint to be started: the newest 500 here and now, others within
    /// <see cref="DeliverySchedule.StoppedWait"/>. Three storage transactions and a message each.
    /// </summary>
    public Task Resume(CallbackEndpoint started, CancellationToken cancel) => ForUnfinished(
        started,
        async (delivery, version) =>
        {
            var resumed = DeliverySchedule.Resumed(delivery, clock.GetUtcNow());
            if (delivery.IsPaused
                && await store.Change(delivery, resumed, version, null, cancel) == CommitStatus.Committed)
            {
                await publish.Unplanned(resumed, cancel);
            }
        },
        cancel);

    /// <summary>
    /// Gives up what was under way to a deleted endpoint: the newest 500 here and now, others when they are due. Three
    /// storage transactions each.
    /// </summary>
    public Task Abandon(CallbackEndpoint deleted, CancellationToken cancel) => ForUnfinished(
        deleted, (delivery, _) => abandon.Execute(delivery.Wallet, delivery.Id, cancel), cancel);

    private async Task ForUnfinished(
        CallbackEndpoint endpoint, Func<Delivery, ETag, Task> act, CancellationToken cancel)
    {
        var count = 0;
        await foreach (var listed in index.Newest(endpoint.Environment, endpoint.Id, null, cancel))
        {
            if (listed.State == DeliveryState.Pending
                && await store.Read(listed.Wallet, listed.Id, cancel) is var (delivery, version)
                && delivery.State == DeliveryState.Pending)
            {
                await act(delivery, version);
                if (++count == AtOnceMax)
                {
                    break;
                }
            }
        }
    }

    private async Task<DateTimeOffset> EndedAt(Delivery delivery, CancellationToken cancel) =>
        await LastAttempt(delivery, cancel) is { } last ? last.At + last.Duration : delivery.CreatedAt;
}
