using Fulgurite.Sandbox.LocalBus;

namespace Fulgurite.App.LocalHost;

/// <summary>Delivers one queue's messages to its function, several at once.</summary>
internal sealed class QueuePump(
    DeclaredFunction.OnMessage function, LocalMessageBus bus, TriggerClient client, LocalHostOptions options,
    TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan JournalRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Returns when no delivery runs any more.</summary>
    /// <param name="stop">No further message is received.</param>
    /// <param name="abort">Running deliveries are given up: their messages come again.</param>
    public Task Run(CancellationToken stop, CancellationToken abort) =>
        Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentCalls).Select(_ => DeliverInTurn(stop, abort)));

    private async Task DeliverInTurn(CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Deliver(await bus.Receive(function.Queue, options.LockDuration, stop), abort);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException notWritten)
            {
                log.JournalFailed(notWritten, function.Name);
                await Task.Delay(JournalRetryDelay, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Deliver(LockedMessage message, CancellationToken abort)
    {
        var renewEvery = options.LockDuration / 2;
        using var renewal = clock.CreateTimer(
            _ => bus.RenewLock(message, options.LockDuration), null, renewEvery, renewEvery);
        if (await client.Post(function, moment => HostEnvelope.OfMessage(function, message, moment), abort))
        {
            bus.Complete(message);
            return;
        }

        // As in Azure: given back without a delay. A function that wants one sends a scheduled message and succeeds.
        if (bus.Abandon(message) is AbandonOutcome.DeadLettered)
        {
            log.DeadLettered(function.Name, message.Message.Id, message.DeliveryCount);
        }
    }
}
