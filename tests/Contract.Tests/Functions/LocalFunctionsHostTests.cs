using System.Collections.Concurrent;
using System.Text;
using Fulgurite.App.Host;
using Fulgurite.App.LocalHost;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.LocalBus;
using Microsoft.Extensions.Logging;

namespace Fulgurite.Contracts.Functions;

/// <summary>Bus, local host, Kestrel and trigger endpoints, over the product's own function.json files.</summary>
public sealed class LocalFunctionsHostTests
{
    private readonly ConcurrentQueue<QueueInvocation> got = new();
    private int ticks;
    private Task tick = Task.CompletedTask;

    [Fact]
    public async Task A_message_reaches_its_function_and_is_completed()
    {
        using var bus = LocalMessageBus.InMemory(TimeProvider.System);
        await using var local = await Start(bus, TimeProvider.System, Keep);

        await Send(bus, "one", "payload");

        await Eventually.Holds(() => !got.IsEmpty && bus.Count(QueueName.Callbacks) == 0);
        var invocation = Assert.Single(got);
        Assert.Equal("payload", Encoding.UTF8.GetString(invocation.Payload.Span));
        Assert.Equal(("one", 1), (invocation.MessageId, invocation.DeliveryCount));
    }

    [Fact]
    public async Task A_message_that_fails_comes_again_until_it_is_dead_lettered()
    {
        using var bus = LocalMessageBus.InMemory(TimeProvider.System);
        await using var local = await Start(bus, TimeProvider.System, invocation =>
        {
            got.Enqueue(invocation);
            throw new InvalidOperationException("poison");
        });

        await Send(bus, "poison", "payload");

        await Eventually.Holds(() => bus.DeadLetters(QueueName.Callbacks).Count == 1);
        Assert.Equal(Enumerable.Range(1, 10), got.Select(invocation => invocation.DeliveryCount!.Value));
        await Eventually.Holds(() => local.Log.Lines.Any(line => line.EventId == 1101));
    }

    [Fact]
    public async Task A_message_that_we_did_not_seal_is_dead_lettered_unread()
    {
        using var bus = LocalMessageBus.InMemory(TimeProvider.System);
        await using var local = await Start(bus, TimeProvider.System, Keep);

        await bus.Send(new BusMessage(QueueName.Callbacks, "forged", "v1.nothing"u8.ToArray()), default);

        await Eventually.Holds(() => bus.DeadLetters(QueueName.Callbacks).Count == 1);
        Assert.Empty(got);
    }

    [Fact]
    public async Task Renews_the_lock_while_the_handler_runs()
    {
        var clock = new ManualClock();
        using var bus = LocalMessageBus.InMemory(clock);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var local = await Start(bus, clock, invocation =>
        {
            got.Enqueue(invocation);
            return release.Task;
        });
        await Send(bus, "long", "payload");
        await Eventually.Holds(() => !got.IsEmpty);

        for (var minute = 0; minute < 4; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        release.SetResult();
        await Eventually.Holds(() => bus.Count(QueueName.Callbacks) == 0);
        Assert.Single(got);
    }

    [Fact]
    public async Task Works_on_no_more_messages_at_once_than_allowed()
    {
        using var bus = LocalMessageBus.InMemory(TimeProvider.System);
        var running = 0;
        var most = 0;
        await using var local = await Start(bus, TimeProvider.System, async invocation =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            got.Enqueue(invocation);
        });

        foreach (var number in Enumerable.Range(0, 100))
        {
            await Send(bus, $"{number}", "payload");
        }

        await Eventually.Holds(() => got.Count == 100);
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Fires_a_timer_at_its_instants_and_once_each()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero));
        using var bus = LocalMessageBus.InMemory(clock);
        await using var local = await Start(bus, clock, Keep);
        var minute = new DateTimeOffset(2026, 1, 1, 0, 1, 0, TimeSpan.Zero);
        await Eventually.Holds(() => clock.NextDueAt == minute);
        Assert.Equal(0, Volatile.Read(ref ticks));

        clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.Holds(() => clock.NextDueAt == minute.AddMinutes(1));
        Assert.Equal(1, Volatile.Read(ref ticks));

        clock.Advance(TimeSpan.FromSeconds(60));
        await Eventually.Holds(() => clock.NextDueAt == minute.AddMinutes(2));
        Assert.Equal(2, Volatile.Read(ref ticks));
    }

    [Fact]
    public async Task Skips_the_ticks_that_come_due_while_one_is_running()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero));
        using var bus = LocalMessageBus.InMemory(clock);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tick = release.Task;
        await using var local = await Start(bus, clock, Keep);
        var minute = new DateTimeOffset(2026, 1, 1, 0, 1, 0, TimeSpan.Zero);
        await Eventually.Holds(() => clock.NextDueAt == minute);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.Holds(() => Volatile.Read(ref ticks) == 1);

        clock.Advance(TimeSpan.FromSeconds(150));
        release.SetResult();

        await Eventually.Holds(() => clock.NextDueAt == minute.AddMinutes(3));
        Assert.Equal(1, Volatile.Read(ref ticks));
    }

    [Fact]
    public async Task Stops_after_the_running_message_and_leaves_the_next_for_later()
    {
        using var bus = LocalMessageBus.InMemory(TimeProvider.System);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var local = await Start(bus, TimeProvider.System, invocation =>
        {
            got.Enqueue(invocation);
            return release.Task;
        });
        await Send(bus, "running", "payload");
        await Eventually.Holds(() => !got.IsEmpty);

        local.Stop.Cancel();
        await Send(bus, "next", "payload");
        Assert.False(local.Running.IsCompleted);
        release.SetResult();
        await local.Running;

        Assert.Single(got);
        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task Gives_up_what_runs_on_and_keeps_its_message()
    {
        var clock = new ManualClock();
        using var bus = LocalMessageBus.InMemory(clock);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var local = await Start(bus, clock, invocation =>
        {
            got.Enqueue(invocation);
            return never.Task;
        });
        await Send(bus, "stuck", "payload");
        await Eventually.Holds(() => !got.IsEmpty);

        local.Stop.Cancel();
        clock.Advance(TimeSpan.FromSeconds(10));
        await local.Running;

        Assert.Equal(1, bus.Count(QueueName.Callbacks));
        never.SetResult();
    }

    private Task Keep(QueueInvocation invocation)
    {
        got.Enqueue(invocation);
        return Task.CompletedTask;
    }

    private static Task Send(LocalMessageBus bus, string id, string payload) => bus.Send(
        new BusMessage(
            QueueName.Callbacks, id, FunctionApp.Seal.Seal(QueueName.Callbacks, Encoding.UTF8.GetBytes(payload))),
        default);

    private async Task<RunningHost> Start(LocalMessageBus bus, TimeProvider clock, Func<QueueInvocation, Task> run)
    {
        var app = await FunctionApp.Start(
            table =>
            {
                table.Queue(FunctionCatalog.DeliverCallbacks, QueueName.Callbacks, (message, _) => run(message));
                table.Queue(FunctionCatalog.SettleInvoices, QueueName.LndEvents, (message, _) => run(message));
                table.Timer(FunctionCatalog.Reconcile, (_, _) =>
                {
                    Interlocked.Increment(ref ticks);
                    return tick;
                });
            },
            clock);
        var options = new LocalHostOptions(app.Trigger.BaseAddress!) { MaxConcurrentCalls = 4 };
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(app.Log));

        // One timer only: then the clock's next instant tells when it waits.
        var functions = FunctionFiles.Read(AppContext.BaseDirectory)
            .Where(function => function.Name != FunctionCatalog.CloseBillingCycles)
            .ToList();
        return new RunningHost(app, new LocalFunctionsHost(functions, bus, options, clock), loggers);
    }

    private sealed class RunningHost : IAsyncDisposable
    {
        private readonly FunctionApp app;

        public RunningHost(FunctionApp app, LocalFunctionsHost host, ILoggerFactory loggers)
        {
            this.app = app;
            Running = host.Run(loggers, Stop.Token);
        }

        public CancellationTokenSource Stop { get; } = new();

        public Task Running { get; }

        public CapturedLog Log => app.Log;

        public async ValueTask DisposeAsync()
        {
            await Stop.CancelAsync();
            await Running;
            await app.DisposeAsync();
        }
    }
}
