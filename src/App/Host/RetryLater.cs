using System.Globalization;
using System.Security.Cryptography;
using Fulgurite.Messaging;

namespace Fulgurite.App.Host;

/// <summary>
/// Puts a message off while the world outside fails. The bus redelivers a failed message at once, and ten times is a
/// matter of seconds: an outage of storage would bury settlements among the dead letters. So the message is sent again
/// for a later time, with a count of its own, and this delivery counts as done. Bugs are not put off: they are
/// redelivered, and end where an operator sees them.
/// </summary>
internal sealed partial class RetryLater(EngineSource source, TimeProvider clock, ILogger<RetryLater> log)
{
    private const string CountName = "put_off";
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>A handler that puts its message off where <paramref name="handle"/> meets a failing world.</summary>
    public Func<QueueInvocation, CancellationToken, Task> Around(
        QueueName queue, Func<QueueInvocation, CancellationToken, Task> handle) => async (message, cancel) =>
        {
            try
            {
                await handle(message, cancel);
            }
            catch (Exception failure) when (FailingWorld.Caused(failure))
            {
                await PutOff(queue, message, failure, cancel);
            }
        };

    /// <summary>How long a message waits that was put off so many times before: 1, 2, 4, ... 60 seconds.</summary>
    internal static TimeSpan WaitAfter(int count)
    {
        var doubled = TimeSpan.FromSeconds(1L << Math.Min(count, 6));
        return doubled < LongestWait ? doubled : LongestWait;
    }

    private async Task PutOff(QueueName queue, QueueInvocation message, Exception failure, CancellationToken cancel)
    {
        var payload = FlatText.Parse(message.Payload.Span);
        Invariant.Holds(payload is not null, "a sealed payload is flat text");
        var count = int.TryParse(payload.Find(CountName), CultureInfo.InvariantCulture, out var before) ? before : 0;
        var wait = WaitAfter(count);
        Tell(queue, count + 1, wait, failure);

        // The engine is needed for the bus; where not even that can be built, this throws and the host redelivers.
        var engine = await source.Get(cancel);
        var next = payload.With(CountName, (count + 1).ToString(CultureInfo.InvariantCulture)).ToBytes();

        // A redelivery of this message asks for the very same one again, which the bus then drops as a duplicate.
        var id = $"put-off:{Convert.ToHexStringLower(SHA256.HashData(next))[..32]}";
        var later = new BusMessage(queue, id, engine.Seal.Seal(queue, next), clock.GetUtcNow() + wait);
        await engine.Ports.Bus.Send(later, cancel);
    }

    // An outage ends by itself; a refusal is put off for ever, and somebody must hear of it.
    private void Tell(QueueName queue, int count, TimeSpan wait, Exception failure)
    {
        var isRefusal = FailingWorld.IsRefusal(failure);
        RetryMeter.RecordPutOff(queue, isRefusal);
        if (isRefusal)
        {
            Log.Refused(log, queue.OnTheBus(), count, wait, failure.Message);
        }
        else
        {
            Log.PutOff(log, queue.OnTheBus(), count, wait, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "A message of {Queue} is put off, time {Count}, for {Wait}: {Why}")]
        public static partial void PutOff(ILogger log, string queue, int count, TimeSpan wait, string why);

        [LoggerMessage(
            1011,
            LogLevel.Error,
            "A message of {Queue} is refused, time {Count}, and tried again after {Wait}: {Why} Mend the cause: "
            + "it does not pass by itself")]
        public static partial void Refused(ILogger log, string queue, int count, TimeSpan wait, string why);
    }
}
