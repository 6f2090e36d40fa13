using Fulgurite.Messaging;

namespace Fulgurite.Sandbox.LocalBus;

/// <summary>
/// The queues on one machine, with what the product relies on in Azure Service Bus: at-least-once delivery under a
/// lock, redelivery at once after an abandon, duplicate detection, scheduled messages, dead-lettering. In memory, or
/// over a journal file, in which case the end of the process loses nothing that <see cref="Send"/> accepted.
/// Safe for concurrent use.
/// </summary>
public sealed class LocalMessageBus : IMessageBus, IDisposable
{
    private static readonly TimeSpan JournalRetryDelay = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly BusJournal? journal;
    private readonly Dictionary<QueueName, LocalQueue> queues;
    private readonly ITimer timer;
    private DateTimeOffset armedFor = DateTimeOffset.MaxValue;
    private long nextSequenceNumber = 1;
    private long nextLockToken = 1;
    private bool closed;
    private TaskCompletionSource? rest;

    private LocalMessageBus(TimeProvider clock, LocalBusOptions options, BusJournal? journal)
    {
        this.clock = clock;
        this.journal = journal;
        queues = Enum.GetValues<QueueName>().ToDictionary(name => name, name => new LocalQueue(name, options));
        timer = clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A bus that ends with the process.</summary>
    public static LocalMessageBus InMemory(TimeProvider clock, LocalBusOptions? options = null) =>
        new(clock, options ?? new LocalBusOptions(), journal: null);

    /// <summary>A bus whose state is in a journal file. What was locked when the last process ended is free.</summary>
    /// <exception cref="IOException">Another process holds the file, or it cannot be written.</exception>
    /// <exception cref="InvalidDataException">The file is not a journal that this version reads.</exception>
    public static LocalMessageBus Open(string journalPath, TimeProvider clock, LocalBusOptions? options = null)
    {
        var journal = new BusJournal(AppendOnlyLog.Open(journalPath));
        var bus = new LocalMessageBus(clock, options ?? new LocalBusOptions(), journal);
        bus.Restore(journal);
        return bus;
    }

    /// <inheritdoc/>
    /// <remarks>One write to the journal; a waiting receiver is handed the message before this returns.</remarks>
    public Task Send(BusMessage message, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            Accept(message);
            return Task.CompletedTask;
        }
        catch (IOException notWritten)
        {
            throw new BusUnavailableException("the journal of the local bus cannot be written", notWritten);
        }
    }

    /// <summary>
    /// Waits for a message and locks it. A message handed over in the moment of the cancellation is still returned.
    /// </summary>
    /// <param name="queue">Where from.</param>
    /// <param name="lockFor">How long nobody else receives it, unless <see cref="RenewLock"/> prolongs that.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="IOException">The journal cannot be written; nothing was received.</exception>
    public async Task<LockedMessage> Receive(QueueName queue, TimeSpan lockFor, CancellationToken cancel)
    {
        var receiver = new Receiver(lockFor);
        Enlist(queues[queue], receiver);
        await using var _ = cancel.Register(() => Withdraw(queue, receiver, cancel));
        return await receiver.Task;
    }

    /// <summary>The message is done with. False when the lock had ended: the message will come again.</summary>
    /// <exception cref="IOException">The journal cannot be written; the message is still locked.</exception>
    public bool Complete(LockedMessage message)
    {
        lock (gate)
        {
            var queue = queues[message.Message.Queue];
            if (queue.HeldBy(message.LockToken, clock.GetUtcNow()) is null)
            {
                return false;
            }

            journal?.Append(new BusRecord.Completed(message.Message.SequenceNumber));
            queue.Remove(message.LockToken);
            TellRest();
            return true;
        }
    }

    /// <summary>The message is delivered again at once, or dead-lettered after its last delivery.</summary>
    /// <exception cref="IOException">The journal cannot be written; the message will come again.</exception>
    public AbandonOutcome Abandon(LockedMessage message)
    {
        lock (gate)
        {
            var queue = queues[message.Message.Queue];
            if (queue.HeldBy(message.LockToken, clock.GetUtcNow()) is not { } held)
            {
                return AbandonOutcome.LockEnded;
            }

            GiveBack(queue, message.LockToken, held);
            Deliver(queue);
            TellRest();
            return queue.IsExhausted(held) ? AbandonOutcome.DeadLettered : AbandonOutcome.Returned;
        }
    }

    /// <summary>Holds the message for <paramref name="lockFor"/> from now. False when the lock had ended.</summary>
    public bool RenewLock(LockedMessage message, TimeSpan lockFor)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (queues[message.Message.Queue].HeldBy(message.LockToken, now) is not { } held)
            {
                return false;
            }

            held.LockedUntil = now + lockFor;
            Arm();
            return true;
        }
    }

    /// <summary>What was given up, oldest first.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters(QueueName queue)
    {
        lock (gate)
        {
            return queues[queue].Dead;
        }
    }

    /// <summary>Messages of a queue that are neither completed nor dead: waiting, scheduled or locked.</summary>
    public int Count(QueueName queue)
    {
        lock (gate)
        {
            return queues[queue].Count;
        }
    }

    /// <summary>Ends when no queue has a message that is being handled or waits for a receiver.</summary>
    public Task WhenAtRest(CancellationToken cancel)
    {
        lock (gate)
        {
            return IsAtWork
                ? (rest ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancel)
                : Task.CompletedTask;
        }
    }

    /// <summary>
    /// Moves the bus's clock to an instant, or only to the one before it at which a scheduled message comes due, and
    /// releases what has. Nothing is sent or received meanwhile, so that no lock ends because the time was moved.
    /// Returns the instant; null, and nothing is done, while a message is being handled or waits for a receiver.
    /// </summary>
    public DateTimeOffset? TryMove(DateTimeOffset instant, Action<DateTimeOffset> move)
    {
        lock (gate)
        {
            if (IsAtWork)
            {
                return null;
            }

            var to = queues.Values.Min(queue => queue.NextDueAt) is { } due && due < instant ? due : instant;
            move(to);
            Tick();
            return to;
        }
    }

    /// <summary>Closes the journal. Receivers that wait keep waiting until they are cancelled.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            timer.Dispose();
            journal?.Dispose();
        }
    }

    private void Accept(BusMessage message)
    {
        lock (gate)
        {
            var queue = queues[message.Queue];
            var now = clock.GetUtcNow();
            var key = DuplicateDetection.KeyOf(message.Id);
            if (queue.Accepted.Knows(key, now))
            {
                return;
            }

            var availableAt = message.DeliverAt is { } at && at > now ? UpToWholeSecond(at) : now;
            var accepted = new AcceptedMessage(
                message.Queue, message.Id, message.Body.ToArray(), nextSequenceNumber, now, availableAt);
            journal?.Append(BusState.Sent(accepted));

            // Accepted from here on.
            nextSequenceNumber++;
            queue.Accepted.Forget(now);
            queue.Accepted.Remember(key, now);
            queue.Add(new HeldMessage(accepted), now);
            Deliver(queue);
            CompactWhenDue();
        }
    }

    private void Enlist(LocalQueue queue, Receiver receiver)
    {
        lock (gate)
        {
            queue.Receivers.AddLast(receiver);
            try
            {
                Deliver(queue);
            }
            catch (IOException)
            {
                queue.Receivers.Remove(receiver);
                throw;
            }
        }
    }

    private void Deliver(LocalQueue queue)
    {
        while (queue.Next is { } held && queue.Receivers.First is { } waiting)
        {
            // Journaled first: a message that kills the process must still come to its last delivery.
            journal?.Append(new BusRecord.Delivered(held.Message.SequenceNumber, held.DeliveryCount + 1));
            queue.Receivers.RemoveFirst();
            var until = clock.GetUtcNow() + waiting.Value.LockFor;
            waiting.Value.SetResult(queue.LockNext(nextLockToken++, until));
        }

        Arm();
    }

    private void GiveBack(LocalQueue queue, long token, HeldMessage held)
    {
        if (!queue.IsExhausted(held))
        {
            queue.Return(token);
            return;
        }

        var now = clock.GetUtcNow();
        journal?.Append(new BusRecord.Died(held.Message.SequenceNumber, now.ToUnixTimeMilliseconds()));
        queue.Remove(token);
        queue.Bury(held, now);
    }

    private void Withdraw(QueueName queue, Receiver receiver, CancellationToken cancel)
    {
        lock (gate)
        {
            if (queues[queue].Receivers.Remove(receiver))
            {
                receiver.SetCanceled(cancel);
            }
        }
    }

    private bool IsAtWork => queues.Values.Any(queue => queue.IsAtWork);

    private void TellRest()
    {
        if (rest is not null && !IsAtWork)
        {
            rest.SetResult();
            rest = null;
        }
    }

    private void Tick()
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            armedFor = DateTimeOffset.MaxValue;
            try
            {
                foreach (var queue in queues.Values)
                {
                    Advance(queue);
                }

                TellRest();
            }
            catch (IOException)
            {
                // The journal cannot be written, so nothing moved; it is tried again until it can.
                ArmAt(clock.GetUtcNow() + JournalRetryDelay);
            }
        }
    }

    private void Advance(LocalQueue queue)
    {
        var now = clock.GetUtcNow();
        foreach (var (token, held) in queue.EndedLocks(now))
        {
            GiveBack(queue, token, held);
        }

        queue.Release(now);
        Deliver(queue);
    }

    private void Arm()
    {
        foreach (var queue in queues.Values)
        {
            if (queue.NextChangeAt is { } at)
            {
                ArmAt(at);
            }
        }
    }

    private void ArmAt(DateTimeOffset at)
    {
        if (at >= armedFor)
        {
            return;
        }

        // System timers count whole milliseconds and must not fire before the instant.
        armedFor = at;
        var wait = Math.Max(0, Math.Ceiling((at - clock.GetUtcNow()).TotalMilliseconds));
        timer.Change(TimeSpan.FromMilliseconds(Math.Min(wait, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }

    private void Restore(BusJournal restored)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            nextSequenceNumber = BusState.Restore(restored.Replay(), queues.Values, now);
            restored.Compact(BusState.Records(queues.Values, now));
            Arm();
        }
    }

    private void CompactWhenDue()
    {
        if (journal is { IsWorthCompacting: true })
        {
            journal.Compact(BusState.Records(queues.Values, clock.GetUtcNow()));
        }
    }

    private static DateTimeOffset UpToWholeSecond(DateTimeOffset at)
    {
        var past = at.Ticks % TimeSpan.TicksPerSecond;
        return past == 0 ? at : at.AddTicks(TimeSpan.TicksPerSecond - past);
    }
}
