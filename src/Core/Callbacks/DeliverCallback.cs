using Fulgurite.Books;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// Makes one attempt at one delivery, records it, and orders the next where it failed. At least once: a crash between
/// the attempt and its record makes the attempt again, with the same bytes and the same number.
/// </summary>
public sealed class DeliverCallback(
    ITableStore tables,
    AttemptDelivery attempts,
    PublishDeliveries publish,
    AttentionIndex attention,
    TimeProvider clock)
{
    /// <summary>
    /// Carries out an order. Throws only for a world that fails; then it is repeated. One storage transaction for a
    /// first attempt that succeeds, two for others, and a message where another attempt follows.
    /// </summary>
    public async Task<DeliverCallbackStatus> Execute(DeliveryOrder order, CancellationToken cancel)
    {
        var (delivery, version) = order is { Committed: { } committed, Version: { } known }
            ? (committed, known)
            : await Read(order, cancel);
        if (delivery is not { State: DeliveryState.Pending, DueAt: not null }
            || delivery.Attempts != order.AfterAttempts)
        {
            return DeliverCallbackStatus.OutOfDate;
        }

        var made = await attempts.Execute(delivery, cancel);
        var after = DeliverySchedule.After(
            delivery, made is { IsAcknowledged: true }, made?.RetryDelays ?? [], clock.GetUtcNow());
        if (after.DueAt is { } due)
        {
            // Should the commit below come late, the row of the attempt just made is overdue until then, and keeps
            // the wallet marked.
            await attention.Mark(after.Wallet, due, cancel);
        }

        var writes = DeliveryRows.Change(delivery, after, version, made?.Attempt);
        var outcome = await tables.Commit(WalletRows.Table, new RowBatch(writes), cancel);
        switch (outcome.Status)
        {
            case CommitStatus.Committed:
                break;
            case CommitStatus.Stale or CommitStatus.AlreadyExists:
                // Another consumer of a duplicate order recorded its attempt first; what follows is its business.
                return DeliverCallbackStatus.OutOfDate;
            case CommitStatus.Unknown:
                throw new StorageUnavailableException($"The attempt at delivery {delivery.Id} may not be recorded.");
        }

        if (after.DueAt is { } next)
        {
            await publish.Next(after, next, cancel);
        }

        return after.State switch
        {
            DeliveryState.Delivered => DeliverCallbackStatus.Delivered,
            DeliveryState.Pending => DeliverCallbackStatus.WillRetry,
            DeliveryState.Exhausted => DeliverCallbackStatus.Exhausted,
        };
    }

    private async Task<(Delivery? Delivery, ETag Version)> Read(DeliveryOrder order, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, DeliveryRows.Key(order.Wallet, order.Delivery), cancel) is { } row
            ? (DeliveryRows.ToDelivery(row), row.Version)
            : (null, default);
}
