using Fulgurite.Access;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>
/// Makes one attempt at one delivery, records it, and orders the next where it failed. At least once: a crash between
/// the attempt and its record makes the attempt again, with the same bytes and the same number.
/// </summary>
public sealed class DeliverCallback(
    CallbackTargets targets,
    AttemptDelivery attempts,
    StoreDelivery store,
    PublishDeliveries publish,
    ChangeEndpoint endpoints,
    TimeProvider clock)
{
    /// <summary>
    /// An order that comes this much before its time by our clock waits for it: others' clocks are not ours. What comes
    /// earlier belongs to a time that was moved since, which has an order of its own.
    /// </summary>
    private static readonly TimeSpan EarlyMax = TimeSpan.FromSeconds(5);

    /// <summary>An answer that takes longer than this holds up others.</summary>
    private static readonly TimeSpan PromptMax = TimeSpan.FromSeconds(5);

    private readonly EndpointSlots slots = new();

    /// <summary>
    /// Carries out an order. Throws only for a world that fails; then it is repeated. One storage transaction for a
    /// first attempt that succeeds, two for others, and a message where another attempt follows; two more transactions
    /// for one that is listed.
    /// </summary>
    public async Task<DeliverCallbackStatus> Execute(DeliveryOrder order, CancellationToken cancel)
    {
        (Delivery Delivery, ETag Version)? found = order is { Committed: { } committed, Version: { } known }
            ? (committed, known)
            : await store.Read(order.Wallet, order.Delivery, cancel);
        if (found is not var (delivery, version)
            || delivery is not { State: DeliveryState.Pending, DueAt: { } dueAt }
            || delivery.Attempts != order.AfterAttempts)
        {
            return DeliverCallbackStatus.OutOfDate;
        }

        var early = dueAt - clock.GetUtcNow();
        if (early > TimeSpan.Zero)
        {
            return early > EarlyMax ? DeliverCallbackStatus.OutOfDate : await Wait(order, early, cancel);
        }

        if (await targets.Find(delivery, cancel) is not { } target)
        {
            return await Conclude(delivery, version, null, cancel);
        }

        return target.Endpoint.Status switch
        {
            EndpointStatus.Active => await Attempt(delivery, version, target, cancel),
            EndpointStatus.Stopped => await PutOff(
                delivery, DeliverySchedule.Paused(delivery, clock.GetUtcNow()), version, cancel),
            EndpointStatus.Deleted => await Store(
                delivery, DeliverySchedule.Abandoned(delivery), version, null, cancel),
        };
    }

    // What was brought along may be old by then.
    private async Task<DeliverCallbackStatus> Wait(DeliveryOrder order, TimeSpan early, CancellationToken cancel)
    {
        await Task.Delay(early, clock, cancel);
        return await Execute(order with { Committed = null, Version = null }, cancel);
    }

    private async Task<DeliverCallbackStatus> Attempt(
        Delivery delivery, ETag version, CallbackTarget target, CancellationToken cancel)
    {
        if (slots.Enter(delivery) is not { } slot)
        {
            return await PutOff(delivery, DeliverySchedule.PutOff(delivery, clock.GetUtcNow()), version, cancel);
        }

        var isPrompt = false;
        MadeAttempt made;
        try
        {
            made = await attempts.Execute(delivery, target, cancel);
            isPrompt = made.Attempt is { Answer.HttpStatus: not null } attempt && attempt.Duration < PromptMax;
        }
        finally
        {
            slot.Leave(isPrompt);
        }

        return await Conclude(delivery, version, made, cancel);
    }

    private async Task<DeliverCallbackStatus> Conclude(
        Delivery delivery, ETag version, MadeAttempt? made, CancellationToken cancel)
    {
        var after = DeliverySchedule.After(
            delivery,
            made is { IsAcknowledged: true },
            made?.Scheme.RetryDelays ?? [],
            clock.GetUtcNow(),
            made?.RetryAfter);
        if (made is { IsGone: true })
        {
            // Before the record: should we die in between, the attempt is not made again.
            await endpoints.Stop(delivery.Environment, delivery.Endpoint, cancel);
            after = DeliverySchedule.Abandoned(after);
        }

        return await Store(delivery, after, version, made?.Attempt, cancel);
    }

    private async Task<DeliverCallbackStatus> PutOff(
        Delivery before, Delivery after, ETag version, CancellationToken cancel)
    {
        var status = await Store(before, after, version, null, cancel);
        return status == DeliverCallbackStatus.WillRetry ? DeliverCallbackStatus.PutOff : status;
    }

    private async Task<DeliverCallbackStatus> Store(
        Delivery before, Delivery after, ETag version, Attempt? attempt, CancellationToken cancel)
    {
        switch (await store.Change(before, after, version, attempt, cancel))
        {
            case CommitStatus.Committed:
                break;
            case CommitStatus.Stale or CommitStatus.AlreadyExists:
                // Another consumer of a duplicate order recorded its attempt first; what follows is its business.
                return DeliverCallbackStatus.OutOfDate;
            case CommitStatus.Unknown:
                throw new StorageUnavailableException($"The attempt at delivery {before.Id} may not be recorded.");
        }

        if (after.DueAt is { } next)
        {
            await (attempt is null
                ? publish.Moved(after, next, cancel)
                : publish.Next(after, next, cancel));
        }

        return after.State switch
        {
            DeliveryState.Delivered => DeliverCallbackStatus.Delivered,
            DeliveryState.Pending => DeliverCallbackStatus.WillRetry,
            DeliveryState.Exhausted => DeliverCallbackStatus.Exhausted,
            DeliveryState.Abandoned => DeliverCallbackStatus.Abandoned,
        };
    }
}
