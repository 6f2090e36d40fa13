using System.Text;
using Fulgurite.App.LocalHost;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.LocalBus;
using NCrontab;

namespace Fulgurite.Contracts.Functions;

public sealed class HostEnvelopeTests
{
    private static readonly HostMoment Moment = new(
        new DateTimeOffset(2026, 1, 2, 3, 4, 6, 500, TimeSpan.Zero), HostMoment.IdOf(0, 9));

    [Fact]
    public void A_message_is_posted_as_the_Functions_host_posts_it()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 999, TimeSpan.Zero);
        var body = FunctionApp.Seal.Seal(QueueName.LndEvents, """{"paymentHash":"aa","amountMsat":1000}"""u8);
        var message = new AcceptedMessage(QueueName.LndEvents, "node1.aa.settled", body, 12, at, at);
        var function = new DeclaredFunction.OnMessage("SettleInvoices", "message", QueueName.LndEvents);

        var envelope = HostEnvelope.OfMessage(function, new LockedMessage(message, 7, 3), Moment);

        Assert.Equal(Golden.Text("message-binary.json"), Encoding.UTF8.GetString(envelope));
    }

    [Fact]
    public void A_tick_is_posted_as_the_Functions_host_posts_it()
    {
        var schedule = CrontabSchedule.Parse(
            "0 * * * * *", new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        var function = new DeclaredFunction.OnTimer("Reconcile", "timer", schedule, IsMonitored: true);
        var status = new TimerStatus(
            new DateTimeOffset(2026, 1, 2, 3, 3, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 1, 2, 3, 5, 0, TimeSpan.Zero));

        var envelope = HostEnvelope.OfTimer(function, status, Moment);

        Assert.Equal(Golden.Text("timer.json"), Encoding.UTF8.GetString(envelope));
    }
}
