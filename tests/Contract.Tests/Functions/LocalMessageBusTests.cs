using System.Text;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.LocalBus;

namespace Fulgurite.Contracts.Functions;

public sealed class LocalMessageBusTests
{
    private static readonly TimeSpan LockFor = TimeSpan.FromSeconds(60);
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Delivers_in_the_order_of_acceptance()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        await Send(bus, "one");
        await Send(bus, "two");

        Assert.Equal("one", (await Receive(bus)).Message.Id);
        Assert.Equal("two", (await Receive(bus)).Message.Id);
    }

    [Fact]
    public async Task Hands_a_message_to_a_receiver_that_waits()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        var waiting = Receive(bus);
        Assert.False(waiting.IsCompleted);

        await Send(bus, "one");

        Assert.Equal("one", (await waiting).Message.Id);
    }

    [Fact]
    public async Task Drops_a_second_message_with_the_id_of_one_accepted_within_ten_minutes()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        await Send(bus, "one");
        bus.Complete(await Receive(bus));

        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await Send(bus, "one");
        Assert.Equal(0, bus.Count(QueueName.Callbacks));

        clock.Advance(TimeSpan.FromTicks(1));
        await Send(bus, "one");
        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task Remembers_each_of_many_ids_for_ten_minutes_from_its_own_acceptance()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        for (var second = 0; second < 900; second++)
        {
            await Send(bus, $"id-{second}");
            bus.Complete(await Receive(bus));
            clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
            if (second >= 599)
            {
                await Send(bus, $"id-{second - 599}");
                Assert.Equal(0, bus.Count(QueueName.Callbacks));
            }

            clock.Advance(TimeSpan.FromTicks(1));
        }

        await Send(bus, "id-299");
        await Send(bus, "id-301");
        Assert.Equal("id-299", (await Receive(bus)).Message.Id);
        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task The_same_id_on_another_queue_is_another_message()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        await Send(bus, "one");
        await bus.Send(new BusMessage(QueueName.LndEvents, "one", Bytes("body")), default);

        Assert.Equal(1, bus.Count(QueueName.LndEvents));
        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task Delivers_a_scheduled_message_at_the_next_whole_second_and_not_before()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        await Send(bus, "later", clock.GetUtcNow() + TimeSpan.FromMilliseconds(4_001));
        var waiting = Receive(bus);

        clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("later", (await waiting).Message.Id);
    }

    [Fact]
    public async Task Redelivers_an_abandoned_message_at_once_and_counts()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        await Send(bus, "one");
        var first = await Receive(bus);

        Assert.Equal(AbandonOutcome.Returned, bus.Abandon(first));
        var second = await Receive(bus);

        Assert.Equal((1, 2), (first.DeliveryCount, second.DeliveryCount));
        Assert.NotEqual(first.LockToken, second.LockToken);
    }

    [Fact]
    public async Task A_message_whose_lock_ends_comes_again_and_its_first_receiver_has_no_say_any_more()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        await Send(bus, "one");
        var first = await Receive(bus);
        var waiting = Receive(bus);

        clock.Advance(LockFor);
        var second = await waiting;

        Assert.Equal(2, second.DeliveryCount);
        Assert.False(bus.Complete(first));
        Assert.False(bus.RenewLock(first, LockFor));
        Assert.Equal(AbandonOutcome.LockEnded, bus.Abandon(first));
        Assert.True(bus.Complete(second));
        Assert.Equal(0, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task A_renewed_lock_holds_from_the_renewal()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        await Send(bus, "one");
        var held = await Receive(bus);
        var waiting = Receive(bus);

        clock.Advance(LockFor - TimeSpan.FromSeconds(1));
        Assert.True(bus.RenewLock(held, LockFor));
        clock.Advance(LockFor - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await waiting).DeliveryCount);
    }

    [Fact]
    public async Task Dead_letters_a_message_after_its_last_delivery()
    {
        using var bus = LocalMessageBus.InMemory(clock, new LocalBusOptions { MaxDeliveryCount = 2 });
        await Send(bus, "poison");

        Assert.Equal(AbandonOutcome.Returned, bus.Abandon(await Receive(bus)));
        Assert.Equal(AbandonOutcome.DeadLettered, bus.Abandon(await Receive(bus)));

        var dead = Assert.Single(bus.DeadLetters(QueueName.Callbacks));
        Assert.Equal(("poison", 2), (dead.Message.Id, dead.DeliveryCount));
        Assert.Equal(0, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task A_lock_that_ends_counts_as_a_delivery_too()
    {
        using var bus = LocalMessageBus.InMemory(clock, new LocalBusOptions { MaxDeliveryCount = 1 });
        await Send(bus, "poison");
        await Receive(bus);

        clock.Advance(LockFor);

        Assert.Single(bus.DeadLetters(QueueName.Callbacks));
    }

    [Fact]
    public async Task A_receiver_that_gave_up_gets_nothing()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        using var cancel = new CancellationTokenSource();
        var waiting = bus.Receive(QueueName.Callbacks, LockFor, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await Send(bus, "one");

        Assert.Equal(1, (await Receive(bus)).DeliveryCount);
    }

    [Fact]
    public async Task Every_message_reaches_exactly_one_of_many_receivers()
    {
        using var bus = LocalMessageBus.InMemory(clock);
        var receiving = Enumerable.Range(0, 500).Select(_ => Task.Run(() => Receive(bus))).ToList();
        var sending = Enumerable.Range(0, 500).Select(number => Task.Run(() => Send(bus, $"{number}")));
        await Task.WhenAll(sending);

        var received = await Task.WhenAll(receiving);

        Assert.Equal(500, received.Select(message => message.Message.Id).Distinct().Count());
        Assert.All(received, message => Assert.Equal(1, message.DeliveryCount));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static Task Send(LocalMessageBus bus, string id, DateTimeOffset? at = null) =>
        bus.Send(new BusMessage(QueueName.Callbacks, id, Bytes("body of " + id), at), default);

    private static Task<LockedMessage> Receive(LocalMessageBus bus) =>
        bus.Receive(QueueName.Callbacks, LockFor, default);
}
