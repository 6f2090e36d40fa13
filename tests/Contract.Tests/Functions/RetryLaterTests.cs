using System.Diagnostics.Metrics;
using System.Text;
using Fulgurite.App;
using Fulgurite.App.Host;
using Fulgurite.App.Local;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemorySecrets;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.Functions;

public sealed class RetryLaterTests
{
    private readonly ManualClock clock = new();
    private readonly LocalMessageBus bus;

    public RetryLaterTests() => bus = LocalMessageBus.InMemory(clock);

    [Fact]
    public async Task A_message_whose_world_fails_comes_again_later_and_its_delivery_counts_as_done()
    {
        var (retry, seal) = await Build();
        var handler = retry.Around(QueueName.LndEvents, (_, _) => throw new StorageUnavailableException("away"));

        await handler(Message("a=1\n"), CancellationToken.None);
        await handler(Message("a=1\n"), CancellationToken.None);

        Assert.Equal(1, bus.Count(QueueName.LndEvents));
        clock.Advance(TimeSpan.FromSeconds(1));
        var again = await bus.Receive(QueueName.LndEvents, TimeSpan.FromMinutes(1), CancellationToken.None);
        var payload = seal.Open(QueueName.LndEvents, again.Message.Body.Span);
        Assert.Equal("a=1\nput_off=1\n", Encoding.UTF8.GetString(payload!));
    }

    // It would be put off for ever: somebody must hear of it, and not as of an outage.
    [Fact]
    public async Task What_the_world_refuses_is_put_off_and_told_as_an_error()
    {
        Exception[] failures =
        [
            new StorageUnavailableException("403") { IsRefusal = true },
            new NodeRefusedException("no macaroon"),
            new StorageUnavailableException("away"),
            new NodeUnavailableException("away"),
        ];
        using var log = new CapturedLog();
        var (retry, _) = await Build(log);
        var counted = new List<object?>();
        using var listener = Listen(counted);
        foreach (var failure in failures)
        {
            await retry.Around(QueueName.Sends, (_, _) => throw failure)(Message("a=1\n"), CancellationToken.None);
        }

        Assert.Equal([1011, 1011, 1010, 1010], log.Lines.Select(line => line.EventId));
        Assert.Equal([true, true, false, false], counted);
    }

    [Fact]
    public async Task A_bug_is_not_put_off()
    {
        var (retry, _) = await Build();
        var handler = retry.Around(QueueName.LndEvents, (_, _) => throw new InvariantBrokenException("one is two"));

        await Assert.ThrowsAsync<InvariantBrokenException>(() => handler(Message("a=1\n"), CancellationToken.None));
        Assert.Equal(0, bus.Count(QueueName.LndEvents));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(1_000, 60)]
    public void Waits_double_up_to_a_minute(int count, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryLater.WaitAfter(count));

    private static QueueInvocation Message(string payload) => new(Encoding.UTF8.GetBytes(payload), null, null);

    private async Task<(RetryLater Retry, MessageSeal Seal)> Build(ILoggerProvider? log = null)
    {
        var options = new LocalOptions { Port = 0, IsEphemeral = true, Data = new DirectoryInfo(".") };
        var secrets = new MemorySecretStore();
        var network = await Composition.Sandbox(options, secrets, clock, CancellationToken.None);
        var local = new LocalSetting(
            secrets, new App.Callbacks.TargetPolicy(AllowsLocal: true), BitcoinNetwork.Regtest, clock);
        var engine = await Composition.OnThisMachine(
            new MemoryTableStore(), bus, network.Node, network.Paying, local, CancellationToken.None);
        var source = new EngineSource(_ => Task.FromResult(engine));
        using var loggers = new LoggerFactory(log is null ? [] : [log]);
        return (new RetryLater(source, clock, loggers.CreateLogger<RetryLater>()), engine.Seal);
    }

    // What this test does alone: others in the process put messages off too.
    private static MeterListener Listen(List<object?> refused)
    {
        var isOurs = new AsyncLocal<bool> { Value = true };
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == RetryMeter.Name && instrument.Name == RetryMeter.PutOff)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (isOurs.Value)
            {
                refused.Add(tags.ToArray().Single(tag => tag.Key == "refused").Value);
            }
        });
        listener.Start();
        return listener;
    }
}
