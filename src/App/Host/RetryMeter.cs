using System.Diagnostics;
using System.Diagnostics.Metrics;
using Fulgurite.Messaging;

namespace Fulgurite.App.Host;

/// <summary>
/// Meter <c>Fulgurite.Host</c>, counter <c>messages.put_off</c>: messages that were put off, tagged with <c>queue</c>
/// and with <c>refused</c>, true where waiting alone will not help.
/// </summary>
internal static class RetryMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Fulgurite.Host";

    /// <summary>The counter's name.</summary>
    public const string PutOff = "messages.put_off";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>(PutOff, "{message}");

    /// <summary>Records one message put off.</summary>
    public static void RecordPutOff(QueueName queue, bool isRefused) =>
        Counter.Add(1, new TagList { { "queue", queue.OnTheBus() }, { "refused", isRefused } });
}
