using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>
/// Makes one attempt at one delivery, records it, and orders the next where it failed. At least once: a crash between
/// the attempt and its record makes the attempt again, with the same bytes and the same number.
/// </summary>
public sealed class DeliverCallback(
    ITableStore tables,
    Registry registry,
    ICallbackTransport transport,
    IMessageBus bus,
    MessageSeal seal,
    AttentionIndex attention,
    IReadOnlyDictionary<string, CallbackScheme> schemes,
    TimeProvider clock)
{
    /// <summary>
    /// Carries out an order. Throws only for a world that fails; then it is repeated. One storage transaction for a
    /// first
    /// attempt that succeeds, two for others, and a message where another attempt follows.
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

        var attempt = await Attempt(delivery, cancel);
        var after = DeliverySchedule.After(
            delivery, IsAcknowledged(attempt), attempt?.RetryDelays ?? [], clock.GetUtcNow());
        if (after.DueAt is { } due)
        {
            await attention.Mark(after.Wallet, due, cancel);
        }

        var writes = DeliveryRows.Change(delivery, after, version, attempt?.Attempt);
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
            await bus.Send(new DeliveryOrder(after.Wallet, after.Id, after.Attempts).ToMessage(seal, next), cancel);
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

    // Null when the endpoint or its key is gone: then the delivery is exhausted at once, and resendable.
    private async Task<MadeAttempt?> Attempt(Delivery delivery, CancellationToken cancel)
    {
        var endpoints = await registry.FindEndpoints(delivery.Environment, cancel);
        if (endpoints.FirstOrDefault(e => e.Id == delivery.Endpoint) is not { } endpoint
            || !schemes.TryGetValue(endpoint.Scheme, out var scheme)
            || await registry.FindProcessingKey(endpoint.SigningKey, cancel) is not { } key)
        {
            return null;
        }

        var headers = scheme.Sign(key.PublicKey, key.Secret, delivery.Body);
        var startedAt = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        var answer = await transport.Post(endpoint.Url, headers, delivery.Body, cancel);
        var attempt = new Attempt(
            delivery.Attempts + 1, startedAt, clock.GetElapsedTime(started), endpoint.Url, answer);
        return new MadeAttempt(
            attempt, scheme.RetryDelays, answer.HttpStatus is { } status && scheme.IsAcknowledged(status));
    }

    private static bool IsAcknowledged(MadeAttempt? attempt) => attempt is { IsAcknowledged: true };

    private sealed record MadeAttempt(Attempt Attempt, IReadOnlyList<TimeSpan> RetryDelays, bool IsAcknowledged);
}
