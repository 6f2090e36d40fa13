using Fulgurite.Messaging;

namespace Fulgurite.Sandbox.LocalBus;

/// <summary>
/// The messages of one queue. Knows no clock, no file and no thread: <see cref="LocalMessageBus"/> calls it under its
/// lock, and journals before it lets anything change here.
/// </summary>
internal sealed class LocalQueue(QueueName name, LocalBusOptions options)
{
    private readonly PriorityQueue<HeldMessage, long> ready = new();
    private readonly PriorityQueue<HeldMessage, (DateTimeOffset At, long SequenceNumber)> scheduled = new();
    private readonly Dictionary<long, HeldMessage> locked = [];
    private readonly List<DeadLetter> dead = [];

    public QueueName Name => name;

    public DuplicateDetection Accepted { get; } = new(options.DuplicateDetectionWindow);

    public LinkedList<Receiver> Receivers { get; } = new();

    public IReadOnlyList<DeadLetter> Dead => [.. dead];

    /// <summary>Messages that are neither completed nor dead.</summary>
    public int Count => ready.Count + scheduled.Count + locked.Count;

    /// <summary>A message is being handled, or waits for a receiver.</summary>
    public bool IsAtWork => ready.Count + locked.Count > 0;

    /// <summary>When the first of the scheduled messages comes due; null without one.</summary>
    public DateTimeOffset? NextDueAt => scheduled.TryPeek(out _, out var first) ? first.At : null;

    /// <summary>Every message that is neither completed nor dead, in no order.</summary>
    public IEnumerable<HeldMessage> Held => ready.UnorderedItems.Select(item => item.Element)
        .Concat(scheduled.UnorderedItems.Select(item => item.Element))
        .Concat(locked.Values);

    /// <summary>When something happens by itself: a scheduled message comes due, or a lock ends.</summary>
    public DateTimeOffset? NextChangeAt
    {
        get
        {
            var due = scheduled.TryPeek(out _, out var first) ? first.At : DateTimeOffset.MaxValue;
            var unlock = locked.Values.Select(held => held.LockedUntil).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            var next = due < unlock ? due : unlock;
            return next == DateTimeOffset.MaxValue ? null : next;
        }
    }

    public void Add(HeldMessage held, DateTimeOffset now)
    {
        var message = held.Message;
        if (message.AvailableAt > now)
        {
            scheduled.Enqueue(held, (message.AvailableAt, message.SequenceNumber));
        }
        else
        {
            ready.Enqueue(held, message.SequenceNumber);
        }
    }

    /// <summary>Takes over a message that was waiting or locked when the last process ended.</summary>
    public void Restore(HeldMessage held, DateTimeOffset now)
    {
        if (IsExhausted(held))
        {
            Bury(held, now);
        }
        else
        {
            Add(held, now);
        }
    }

    /// <summary>The message that is delivered next, still in its place.</summary>
    public HeldMessage? Next => ready.TryPeek(out var held, out _) ? held : null;

    /// <summary>Gives <see cref="Next"/> to a receiver.</summary>
    public LockedMessage LockNext(long token, DateTimeOffset until)
    {
        var held = ready.Dequeue();
        held.DeliveryCount++;
        held.LockedUntil = until;
        locked.Add(token, held);
        return new LockedMessage(held.Message, token, held.DeliveryCount);
    }

    /// <summary>The message behind a token whose lock has not ended.</summary>
    public HeldMessage? HeldBy(long token, DateTimeOffset now) =>
        locked.TryGetValue(token, out var held) && held.LockedUntil > now ? held : null;

    public void Remove(long token) => locked.Remove(token);

    /// <summary>Puts a message back in its old place.</summary>
    public void Return(long token)
    {
        var held = locked[token];
        locked.Remove(token);
        ready.Enqueue(held, held.Message.SequenceNumber);
    }

    /// <summary>The message may not be delivered again.</summary>
    public bool IsExhausted(HeldMessage held) => held.DeliveryCount >= options.MaxDeliveryCount;

    public void Bury(HeldMessage held, DateTimeOffset now) =>
        dead.Add(new DeadLetter(held.Message, held.DeliveryCount, now));

    public IReadOnlyList<(long Token, HeldMessage Held)> EndedLocks(DateTimeOffset now) =>
        [.. locked.Where(pair => pair.Value.LockedUntil <= now).Select(pair => (pair.Key, pair.Value))];

    /// <summary>Makes what came due receivable.</summary>
    public void Release(DateTimeOffset now)
    {
        while (scheduled.TryPeek(out var held, out var first) && first.At <= now)
        {
            scheduled.Dequeue();
            ready.Enqueue(held, held.Message.SequenceNumber);
        }
    }
}
