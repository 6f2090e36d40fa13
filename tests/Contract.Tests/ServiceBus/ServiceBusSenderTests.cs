using System.Diagnostics;
using Fulgurite.Azure.ServiceBus;
using Fulgurite.Contracts.Tables;
using Fulgurite.Messaging;

namespace Fulgurite.Contracts.ServiceBus;

public sealed class ServiceBusSenderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private LocalBus bus = null!;
    private ServiceBusSender sender = null!;

    public async ValueTask InitializeAsync()
    {
        bus = await LocalBus.Start();
        var options = new ServiceBusOptions(bus.Endpoint, new InstantTime(Noon));
        sender = ServiceBusSender.WithSharedAccessKey(options, new SharedAccessKey("send", "a2V5"));
    }

    public ValueTask DisposeAsync() => bus.DisposeAsync();

    [Fact]
    public async Task Sends_the_bytes_and_no_header_that_the_bus_would_keep()
    {
        using var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();

        await sender.Send(new BusMessage(QueueName.LndEvents, "id-1", new byte[] { 0, 255, 13, 10 }), default);

        var sent = Assert.Single(bus.Requests);
        Assert.Equal("POST /lnd-events/messages", sent.Line);
        Assert.Equal([0, 255, 13, 10], sent.Body);
        Assert.Equal("""{"MessageId":"id-1"}""", sent.Headers["BrokerProperties"]);
        Assert.Equal(
            ["Authorization", "BrokerProperties", "Content-Length", "Content-Type", "Host", "User-Agent"],
            sent.Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, "Fri, 20 Nov 2026 12:00:00 GMT")]
    [InlineData(1, "Fri, 20 Nov 2026 12:00:01 GMT")]
    [InlineData(9_999_999, "Fri, 20 Nov 2026 12:00:01 GMT")]
    [InlineData(10_000_000, "Fri, 20 Nov 2026 12:00:01 GMT")]
    public async Task Rounds_the_time_of_delivery_up_to_whole_seconds(long ticks, string expected)
    {
        var deliverAt = Noon.AddTicks(ticks).ToOffset(TimeSpan.FromHours(5));

        await sender.Send(new BusMessage(QueueName.Callbacks, "é\"1", default, deliverAt), default);

        Assert.Equal(
            $$"""{"MessageId":"\u00E9\u00221","ScheduledEnqueueTimeUtc":"{{expected}}"}""",
            Assert.Single(bus.Requests).Headers["BrokerProperties"]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(0)]
    public async Task Repeats_a_send_with_the_same_id(int failure)
    {
        bus.Failures.Enqueue(failure);

        await sender.Send(new BusMessage(QueueName.Callbacks, "same", "body"u8.ToArray()), default);

        Assert.Equal(2, bus.Requests.Count);
        Assert.All(bus.Requests, sent => Assert.Equal("""{"MessageId":"same"}""", sent.Headers["BrokerProperties"]));
        Assert.All(bus.Requests, sent => Assert.Equal("body"u8.ToArray(), sent.Body));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(405)]
    [InlineData(410)]
    public async Task Names_what_the_bus_will_not_have(int status)
    {
        bus.Failures.Enqueue(status);

        var failure = await Assert.ThrowsAsync<BusUnavailableException>(
            () => sender.Send(new BusMessage(QueueName.Callbacks, "id", "body"u8.ToArray()), default));

        Assert.Single(bus.Requests);
        Assert.Equal(
            $"Service Bus answered {status} for the queue callbacks (tracking id 'abc-1_G0_B1').", failure.Message);
    }

    [Fact]
    public void Signs_the_endpoint_with_the_key_as_text()
    {
        var key = new SharedAccessKey("send", "a2V5");

        Assert.Equal(
            "SharedAccessSignature sr=https%3A%2F%2Fns.servicebus.windows.net%2F"
            + "&sig=jty718e56QMr%2BIMxbi4emCL0DL66LVWT8eRqcnkPzo4%3D&se=1795176300&skn=send",
            key.Authorize(
                new Uri("https://NS.servicebus.windows.net"), DateTimeOffset.FromUnixTimeSeconds(1795176300)));
        Assert.DoesNotContain("a2V5", key.ToString(), StringComparison.Ordinal);
    }
}
