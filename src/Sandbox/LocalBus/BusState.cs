using System.Globalization;
using Fulgurite.Messaging;

namespace Fulgurite.Sandbox.LocalBus;

/// <summary>The queues as journal records, and back.</summary>
internal static class BusState
{
    public static BusRecord Sent(AcceptedMessage message) => new BusRecord.Sent(
        message.Queue.OnTheBus(),
        message.Id,
        message.Body.ToArray(),
        message.SequenceNumber,
        message.AcceptedAt.ToUnixTimeMilliseconds(),
        message.AvailableAt.ToUnixTimeMilliseconds());

    /// <summary>The fewest records that rebuild the queues.</summary>
    public static IEnumerable<BusRecord> Records(IEnumerable<LocalQueue> queues, DateTimeOffset now) =>
        queues.SelectMany(queue => Records(queue, now));

    /// <summary>Fills empty queues from records. Returns the next sequence number.</summary>
    public static long Restore(IEnumerable<BusRecord> records, IEnumerable<LocalQueue> queues, DateTimeOffset now)
    {
        var byName = queues.ToDictionary(queue => queue.Name.OnTheBus());
        var held = new Dictionary<long, HeldMessage>();
        foreach (var record in records)
        {
            Apply(record, byName, held);
        }

        foreach (var message in held.Values)
        {
            byName[message.Message.Queue.OnTheBus()].Restore(message, now);
        }

        return held.Keys.DefaultIfEmpty(0).Max() + 1;
    }

    private static void Apply(
        BusRecord record, Dictionary<string, LocalQueue> queues, Dictionary<long, HeldMessage> held)
    {
        switch (record)
        {
            case BusRecord.Sent sent when queues.TryGetValue(sent.Queue, out var queue):
                queue.Accepted.Remember(DuplicateDetection.KeyOf(sent.Id), At(sent.AcceptedMs));
                held[sent.Seq] = new HeldMessage(Message(sent, queue.Name));
                break;
            case BusRecord.Delivered delivered when held.TryGetValue(delivered.Seq, out var message):
                message.DeliveryCount = delivered.Count;
                break;
            case BusRecord.Completed completed:
                held.Remove(completed.Seq);
                break;
            case BusRecord.Died died when held.Remove(died.Seq, out var message):
                queues[message.Message.Queue.OnTheBus()].Bury(message, At(died.AtMs));
                break;
            case BusRecord.Seen seen when queues.TryGetValue(seen.Queue, out var queue):
                queue.Accepted.Remember(DuplicateDetection.KeyOf(seen.Id), At(seen.AcceptedMs));
                break;
            case BusRecord.Known known when queues.TryGetValue(known.Queue, out var queue):
                queue.Accepted.Remember(Key(known.Key), At(known.AcceptedMs));
                break;
        }
    }

    private static IEnumerable<BusRecord> Records(LocalQueue queue, DateTimeOffset now)
    {
        foreach (var (key, at) in queue.Accepted.All(now))
        {
            var text = key.ToString("x32", CultureInfo.InvariantCulture);
            yield return new BusRecord.Known(queue.Name.OnTheBus(), text, at.ToUnixTimeMilliseconds());
        }

        foreach (var letter in queue.Dead)
        {
            yield return Sent(letter.Message);
            yield return new BusRecord.Delivered(letter.Message.SequenceNumber, letter.DeliveryCount);
            yield return new BusRecord.Died(letter.Message.SequenceNumber, letter.DeadAt.ToUnixTimeMilliseconds());
        }

        foreach (var held in queue.Held.OrderBy(held => held.Message.SequenceNumber))
        {
            yield return Sent(held.Message);
            if (held.DeliveryCount > 0)
            {
                yield return new BusRecord.Delivered(held.Message.SequenceNumber, held.DeliveryCount);
            }
        }
    }

    private static AcceptedMessage Message(BusRecord.Sent sent, QueueName queue) => new(
        queue, sent.Id, sent.Body, sent.Seq, At(sent.AcceptedMs), At(sent.AvailableMs));

    private static UInt128 Key(string text) =>
        UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}
