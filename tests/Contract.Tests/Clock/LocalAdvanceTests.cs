using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Fulgurite.App.Host;
using Fulgurite.App.LocalHost;
using Fulgurite.Contracts.Functions;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.Clock;
using Fulgurite.Sandbox.LocalBus;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.Clock;

/// <summary>
/// Moves of the time through bus, local host, Kestrel and trigger endpoints. The machine's time stands still.
/// </summary>
public sealed class LocalAdvanceTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 11, 30, 30, TimeSpan.Zero);
    private readonly SandboxClock clock = new(new ManualClock(Start));
    private readonly LocalMessageBus bus;
    private readonly ConcurrentQueue<string> done = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<DateTimeOffset> due = [];
    private Func<string, Task> handle = _ => Task.CompletedTask;
    private LocalFunctionsHost host = null!;
    private FunctionApp app = null!;
    private Task running = Task.CompletedTask;

    public LocalAdvanceTests() => bus = LocalMessageBus.InMemory(clock);

    [Fact]
    public async Task Fires_ticks_and_scheduled_messages_in_the_order_of_their_instants_each_at_its_own()
    {
        await Begin();
        await Send("between", Start.AddSeconds(100));

        var fired = await Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(
            ["11:31:00 tick", "11:32:00 tick", "11:32:10 between", "11:33:00 tick", "11:34:00 tick"], done);
        Assert.Equal(Start.AddMinutes(4), clock.GetUtcNow());
        Assert.Equal((4, 1), (fired[FunctionCatalog.Reconcile], fired[FunctionCatalog.DeliverCallbacks]));
    }

    [Fact]
    public async Task What_a_message_schedules_on_the_way_comes_on_the_way()
    {
        TimeSpan[] waits = [TimeSpan.FromSeconds(5), TimeSpan.FromHours(8), TimeSpan.FromDays(1), TimeSpan.FromDays(9)];
        handle = async text =>
        {
            var attempt = int.Parse(text, CultureInfo.InvariantCulture);
            await Send($"{attempt + 1}", clock.GetUtcNow() + waits[attempt]);
        };
        await Begin();
        await Send("0", Start.AddSeconds(30));

        var fired = await Advance(TimeSpan.FromDays(3));

        Assert.Equal(4, fired[FunctionCatalog.DeliverCallbacks]);
        Assert.Equal(
            ["11:31:00 0", "11:31:05 1", "19:31:05 2", "19:31:05 3"],
            done.Where(line => !line.EndsWith("tick", StringComparison.Ordinal)));
        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task Stops_where_something_is_known_to_be_due()
    {
        due.Add(Start.AddHours(30).AddSeconds(-30));
        await Begin();

        await Advance(TimeSpan.FromDays(2));

        Assert.Equal("17:30:00 tick", Assert.Single(done, line => line.StartsWith("17:30", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Time_stands_while_a_message_is_handled()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        handle = _ => release.Task;
        await Begin();
        await Send("long", Start.AddSeconds(10));

        var advance = Advance(TimeSpan.FromDays(30));
        await Eventually.Holds(() => !done.IsEmpty);
        Assert.Equal(Start.AddSeconds(10), clock.GetUtcNow());
        release.SetResult();
        await advance;

        Assert.Single(done, line => line.EndsWith("long", StringComparison.Ordinal));
        Assert.Empty(bus.DeadLetters(QueueName.Callbacks));
        Assert.Equal(Start.AddDays(30), clock.GetUtcNow());
    }

    [Fact]
    public async Task What_has_been_passed_stays_passed_when_the_caller_gives_up()
    {
        using var caller = new CancellationTokenSource();
        handle = _ => caller.CancelAsync();
        await Begin();
        await Send("gives up", Start.AddHours(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Advance(TimeSpan.FromDays(30), caller.Token));

        Assert.Equal(Start.AddHours(2), clock.GetUtcNow());
        Assert.EndsWith("gives up", done.Last(), StringComparison.Ordinal);
        var fired = await Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, fired[FunctionCatalog.Reconcile]);
    }

    [Fact]
    public async Task A_message_that_fails_for_ever_does_not_hold_the_time_up()
    {
        handle = _ => throw new InvalidOperationException("poison");
        await Begin();
        await Send("poison", Start.AddMinutes(5));

        await Advance(TimeSpan.FromMinutes(10));

        Assert.Single(bus.DeadLetters(QueueName.Callbacks));
        Assert.Equal(Start.AddMinutes(10), clock.GetUtcNow());
    }

    [Fact]
    public async Task A_move_of_seconds_fires_nothing_that_is_not_due()
    {
        await Begin();

        Assert.Empty(await Advance(TimeSpan.FromSeconds(29)));
        Assert.Empty(done);
        Assert.Equal(1, (await Advance(TimeSpan.FromSeconds(1)))[FunctionCatalog.Reconcile]);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        await app.DisposeAsync();
        bus.Dispose();
        stop.Dispose();
    }

    private Task<IReadOnlyDictionary<string, long>> Advance(TimeSpan by, CancellationToken cancel = default) =>
        host.Advance(clock, by, after => due.Where(at => at > after).Cast<DateTimeOffset?>().Min(), cancel);

    private Task Send(string text, DateTimeOffset at) => bus.Send(
        new BusMessage(
            QueueName.Callbacks, text, FunctionApp.Seal.Seal(QueueName.Callbacks, Encoding.UTF8.GetBytes(text)), at),
        CancellationToken.None);

    private async Task Begin()
    {
        app = await FunctionApp.Start(
            table =>
            {
                table.Queue(FunctionCatalog.DeliverCallbacks, QueueName.Callbacks, (message, _) => Handle(message));
                table.Timer(FunctionCatalog.Reconcile, (_, _) =>
                {
                    Note("tick");
                    return Task.CompletedTask;
                });
            },
            clock);
        var options = new LocalHostOptions(app.Trigger.BaseAddress!) { MaxConcurrentCalls = 4 };
        DeclaredFunction[] functions =
        [
            .. FunctionFiles.Read(AppContext.BaseDirectory).Where(function =>
                function.Name is FunctionCatalog.DeliverCallbacks or FunctionCatalog.Reconcile),
        ];
        host = new LocalFunctionsHost(functions, bus, options, clock);
        running = host.Run(LoggerFactory.Create(logging => logging.AddProvider(app.Log)), stop.Token);
    }

    private Task Handle(QueueInvocation message)
    {
        var text = Encoding.UTF8.GetString(message.Payload.Span);
        Note(text);
        return handle(text);
    }

    private void Note(string what) => done.Enqueue(
        clock.GetUtcNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture) + what);
}
