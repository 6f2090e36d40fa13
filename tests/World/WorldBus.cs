using Fulgurite.Messaging;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Worlds;

/// <summary>
/// The queues, with what Azure Service Bus promises and no more: at least once, in any order, ids remembered for ten
/// minutes, a lock of a minute that ends with its holder, ten deliveries and then the dead letters. It loses nothing,
/// unless a scenario takes a message out to play a bus that lives in a process.
/// </summary>
internal sealed class WorldBus(World world)
{
    private const int DeliveriesMax = 10;
    private const int InHandMax = 32;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LockLostMax = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(QueueName Queue, string Id), (DateTimeOffset At, BusMessage First)> accepted = [];
    private readonly HashSet<string> heard = [];
    private readonly List<WorldMessage> held = [];
    private readonly List<WorldMessage> waiting = [];

    /// <summary>Messages that failed ten times.</summary>
    public List<BusMessage> Dead { get; } = [];

    /// <summary>Messages of somebody who does not have our key. No function may act on one, or complete it.</summary>
    public List<BusMessage> Forged { get; } = [];

    /// <summary>Puts in what is not ours.</summary>
    public void Forge(BusMessage message)
    {
        Forged.Add(message);
        Accept(message);
    }

    /// <summary>Messages taken over, duplicates not counted.</summary>
    public List<BusMessage> Accepted { get; } = [];

    /// <summary>Messages that wait for their time or a consumer, or are with one.</summary>
    public int Held => held.Count;

    /// <summary>The one that waits longest, in words.</summary>
    public string Oldest =>
        held is [var first, ..] ? $"{first.Sent.Queue} {first.Sent.Id}, delivered {first.Deliveries} times" : "none";

    /// <summary>Whether a message about a thing was ever taken over.</summary>
    public bool Heard(string about) => heard.Contains(about);

    /// <summary>Takes a message over, unless its id is remembered.</summary>
    public void Accept(BusMessage message)
    {
        var now = world.Scheduler.Now;
        if (accepted.TryGetValue((message.Queue, message.Id), out var known) && known.At + Remembered > now)
        {
            MustBeTheSame(message, known.First);
            return;
        }

        accepted[(message.Queue, message.Id)] = (now, message);
        heard.UnionWith(message.Id.Split(':'));
        MustBeCommitted(message);
        Accepted.Add(message);
        if (MayBeLost(message) && world.Strikes(world.Weather.MessagesLost))
        {
            LoseOrBury(message);
            return;
        }

        var taken = new WorldMessage(message);
        held.Add(taken);
        var dueAt = message.DeliverAt is { } due && due > now ? UpToWholeSecond(due) : now;
        world.Scheduler.At(dueAt + Delay(), () => Deliver(taken));
        if (world.Strikes(world.Weather.MessagesTwice))
        {
            world.Scheduler.At(dueAt + Delay(), () => Deliver(taken));
        }
    }

    /// <summary>Puts a message in as if it had been sent again after its id was forgotten.</summary>
    public void AcceptAgain(BusMessage message)
    {
        accepted.Remove((message.Queue, message.Id));
        Accept(message);
    }

    /// <summary>Loses every message of a queue and their ids: a bus in memory whose process ended.</summary>
    public int Lose(QueueName queue)
    {
        var lost = held.Where(message => message.Sent.Queue == queue).ToList();
        foreach (var message in lost)
        {
            End(message);
            accepted.Remove((queue, message.Sent.Id));
        }

        return lost.Count;
    }

    /// <summary>Somebody may be free for what waits.</summary>
    public void DeliverWaiting()
    {
        var ready = waiting.ToList();
        waiting.Clear();
        foreach (var message in ready)
        {
            Deliver(message);
        }
    }

    private void Deliver(WorldMessage message)
    {
        if (message.IsGone)
        {
            return;
        }

        var queue = message.Sent.Queue;
        var free = world.Processes
            .Where(p => p.IsAlive && p.Roles.HasFlag(Roles.Queues) && p.InHand[queue] < InHandMax).ToList();
        if (free.Count == 0)
        {
            waiting.Add(message);
            return;
        }

        if (++message.Deliveries > DeliveriesMax)
        {
            world.History.Add("bus", $"gives up {queue} {message.Sent.Id} after {DeliveriesMax} deliveries");
            world.Tally.Count("dead letters");
            Dead.Add(message.Sent);
            End(message);
            return;
        }

        Hand(message, world.Dice.Pick(free));
    }

    private void Hand(WorldMessage message, Process process)
    {
        var queue = message.Sent.Queue;
        process.InHand[queue]++;
        var delivery = message.LockHolder = message.Deliveries;
        world.History.Add("bus", $"hands {queue} {message.Sent.Id} to {process.Name}, delivery {delivery}");
        world.Tally.Count(delivery == 1 ? "deliveries: first" : "deliveries: repeated");
        if (world.Strikes(world.Weather.LocksLost))
        {
            world.Scheduler.After(world.Dice.Between(TimeSpan.Zero, LockLostMax), () => LoseLock(message, delivery));
        }

        process.Handle(message.Sent, delivery, answer =>
        {
            process.InHand[queue]--;
            if (message.LockHolder != delivery)
            {
                // Its lock was lost: the bus does not listen to it any more.
            }
            else if (answer.Value == Process.Done)
            {
                End(message);
                var others = held.Select(other => other.Sent).Except(Forged);
                foreach (var problem in CompletionAudit.Problems(world, message.Sent, others))
                {
                    world.Find(problem);
                }
            }
            else
            {
                // Given back at once after a failure; only the lock's end tells of a process that is gone.
                world.Scheduler.After(answer.IsLost ? LockFor : Delay(), () => Deliver(message));
            }

            DeliverWaiting();
        });
    }

    private void LoseLock(WorldMessage message, int delivery)
    {
        if (!message.IsGone && message.LockHolder == delivery)
        {
            world.History.Add("bus", $"ends the lock of {message.Sent.Queue} {message.Sent.Id}, delivery {delivery}");
            message.LockHolder = 0;
            Deliver(message);
        }
    }

    // Commit, then act: an order is about a delivery that is stored, whoever reads it and when.
    private void MustBeCommitted(BusMessage message)
    {
        var delivery = message.Id.Split(':')[0];
        if (message.Queue == QueueName.Callbacks && delivery != "put-off" && world.Shops.All(shop =>
            world.Tables.Witness.Row("wallets", shop.Wallet.ToString(), $"delivery|{delivery}") is null))
        {
            world.Find($"callback {delivery} is ordered, and no book has it");
        }
    }

    // What is dropped as a duplicate must be one. A callback's first order brings more along than those that repeat it.
    private void MustBeTheSame(BusMessage message, BusMessage first)
    {
        if (message.Queue != QueueName.Callbacks && !message.Body.Span.SequenceEqual(first.Body.Span))
        {
            world.Find($"message {message.Id} is dropped as a duplicate of another that says something else");
        }
    }

    // One that nobody could be given lies among the dead letters: for the product it is lost as well.
    private void LoseOrBury(BusMessage message)
    {
        var isBuried = world.Dice.PerMille(500);
        world.History.Add("bus", $"{(isBuried ? "buries" : "loses")} {message.Queue} {message.Id}");
        if (isBuried)
        {
            world.Tally.Count("dead letters");
            Dead.Add(message);
        }
    }

    // A settlement is found again by Reconcile, which asks the node about every open invoice when its time is over.
    private bool MayBeLost(BusMessage message) => message.Queue != QueueName.LndEvents
        || (message.DeliverAt is null && world.Node.IsFoundAtExpiry(message.Id));

    private void End(WorldMessage message)
    {
        message.IsGone = true;
        held.Remove(message);
    }

    private TimeSpan Delay() => world.Dice.Between(
        TimeSpan.FromMilliseconds(1),
        world.Strikes(world.Weather.MessagesLate) ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(20));

    private static DateTimeOffset UpToWholeSecond(DateTimeOffset at)
    {
        var past = at.Ticks % TimeSpan.TicksPerSecond;
        return past == 0 ? at : at.AddTicks(TimeSpan.TicksPerSecond - past);
    }
}
