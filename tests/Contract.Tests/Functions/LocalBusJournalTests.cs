using System.Text;
using Fulgurite.Messaging;
using Fulgurite.Sandbox.LocalBus;

namespace Fulgurite.Contracts.Functions;

public sealed class LocalBusJournalTests : IDisposable
{
    private static readonly TimeSpan LockFor = TimeSpan.FromSeconds(60);
    private readonly ManualClock clock = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fulgurite-bus-");

    private string Journal => Path.Combine(folder.FullName, "bus", "journal.jsonl");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_journal_has_the_form_that_it_had()
    {
        using (var bus = Open())
        {
            await bus.Send(new BusMessage(QueueName.Callbacks, "one", "first"u8.ToArray()), default);
            await bus.Send(
                new BusMessage(QueueName.LndEvents, "two", "second"u8.ToArray(), clock.GetUtcNow().AddSeconds(2)),
                default);
            bus.Complete(await bus.Receive(QueueName.Callbacks, LockFor, default));
        }

        Assert.Equal(Golden.Text("bus-journal.jsonl") + "\n", File.ReadAllText(Journal));
    }

    [Fact]
    public async Task Nothing_accepted_is_lost_when_the_process_is_killed()
    {
        // A killed process closes nothing: what counts is the file as it is while the bus is open.
        using var killed = Open();
        await Send(killed, "ready");
        await Send(killed, "scheduled", clock.GetUtcNow().AddSeconds(30));
        await Send(killed, "completed");
        var ready = await Receive(killed);
        killed.Complete(await Receive(killed));

        using var bus = Reopen();

        Assert.Equal(2, bus.Count(QueueName.Callbacks));
        var again = await Receive(bus);
        Assert.Equal(("ready", 2), (again.Message.Id, again.DeliveryCount));
        Assert.Equal("body of ready", Encoding.UTF8.GetString(again.Message.Body.Span));
        Assert.Equal(ready.Message.SequenceNumber, again.Message.SequenceNumber);
        var waiting = Receive(bus);
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("scheduled", (await waiting).Message.Id);
    }

    [Theory]
    [InlineData("""{"op":"seen","queue":"callbacks","id":"one","acceptedMs":""")]
    [InlineData("""{"op":"known","queue":"callbacks","key":"7692c3ad3540bb803c020b3aee66cd88","acceptedMs":""")]
    public async Task Drops_an_id_that_a_compacted_journal_remembers(string record)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Journal)!);
        await File.WriteAllTextAsync(Journal, $"{record}{clock.GetUtcNow().ToUnixTimeMilliseconds()}}}\n");
        using var bus = Open();

        await Send(bus, "one");
        await Send(bus, "two");

        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task Remembers_ids_over_restarts_for_the_window()
    {
        using (var first = Open())
        {
            await Send(first, "one");
            first.Complete(await Receive(first));
        }

        Open().Dispose();
        using var bus = Open();
        await Send(bus, "one");
        Assert.Equal(0, bus.Count(QueueName.Callbacks));

        clock.Advance(TimeSpan.FromMinutes(10));
        await Send(bus, "one");
        Assert.Equal(1, bus.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task An_id_that_is_among_the_dead_and_among_the_living_outlasts_restarts()
    {
        var options = new LocalBusOptions { MaxDeliveryCount = 1 };
        using (var bus = LocalMessageBus.Open(Journal, clock, options))
        {
            await Send(bus, "one");
            Assert.Equal(AbandonOutcome.DeadLettered, bus.Abandon(await Receive(bus)));
            clock.Advance(TimeSpan.FromMinutes(11));
            await Send(bus, "one");
        }

        LocalMessageBus.Open(Journal, clock, options).Dispose();
        using var later = LocalMessageBus.Open(Journal, clock, options);
        await Send(later, "one");
        Assert.Equal(1, later.Count(QueueName.Callbacks));
        clock.Advance(TimeSpan.FromMinutes(11));
        await Send(later, "two");
        await Send(later, "three");
        Assert.Equal(3, later.Count(QueueName.Callbacks));
    }

    [Fact]
    public async Task A_message_that_kills_the_process_each_time_is_dead_lettered_in_the_end()
    {
        var options = new LocalBusOptions { MaxDeliveryCount = 2 };
        for (var run = 0; run < 2; run++)
        {
            using var killed = LocalMessageBus.Open(Journal, clock, options);
            await Send(killed, "poison");
            await Receive(killed);
        }

        using var bus = LocalMessageBus.Open(Journal, clock, options);

        Assert.Equal(0, bus.Count(QueueName.Callbacks));
        Assert.Equal(2, Assert.Single(bus.DeadLetters(QueueName.Callbacks)).DeliveryCount);
        bus.Dispose();
        using var later = LocalMessageBus.Open(Journal, clock, options);
        Assert.Single(later.DeadLetters(QueueName.Callbacks));
    }

    [Fact]
    public async Task A_last_line_that_was_cut_short_is_passed_over()
    {
        using (var killed = Open())
        {
            await Send(killed, "whole");
        }

        File.AppendAllText(Journal, """{"op":"sent","queue":"callb""");
        using (var bus = Open())
        {
            Assert.Equal(1, bus.Count(QueueName.Callbacks));
            await Send(bus, "next");
        }

        using var last = Open();
        Assert.Equal(2, last.Count(QueueName.Callbacks));
    }

    [Fact]
    public void Refuses_a_journal_that_is_damaged_in_the_middle()
    {
        Open().Dispose();
        File.WriteAllText(Journal, "not a record\n");

        Assert.Throws<InvalidDataException>(() => Open());
    }

    [Fact]
    public async Task Stays_small_under_messages_that_are_completed()
    {
        using var bus = Open();
        for (var number = 0; number < 4_000; number++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await bus.Send(new BusMessage(QueueName.Callbacks, $"{number}", new byte[1_000]), default);
            bus.Complete(await Receive(bus));
        }

        Assert.InRange(new FileInfo(Journal).Length, 1, 3 << 20);
    }

    [Fact]
    public void Only_the_owner_can_read_the_journal_and_one_process_holds_it()
    {
        using var bus = Open();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Journal));
        }

        Assert.Throws<IOException>(() => Open());
    }

    private LocalMessageBus Open() => LocalMessageBus.Open(Journal, clock);

    // Opens what is in the file now, as the next process would find it.
    private LocalMessageBus Reopen()
    {
        var copy = Path.Combine(folder.FullName, "copy.jsonl");
        using var process = System.Diagnostics.Process.Start("cp", [Journal, copy]);
        process.WaitForExit();
        return LocalMessageBus.Open(copy, clock);
    }

    private static Task Send(LocalMessageBus bus, string id, DateTimeOffset? at = null) =>
        bus.Send(new BusMessage(QueueName.Callbacks, id, Encoding.UTF8.GetBytes("body of " + id), at), default);

    private static Task<LockedMessage> Receive(LocalMessageBus bus) =>
        bus.Receive(QueueName.Callbacks, LockFor, default);
}
