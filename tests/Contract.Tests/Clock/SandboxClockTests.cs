using System.Collections.Concurrent;
using Fulgurite.Sandbox.Clock;

namespace Fulgurite.Contracts.Clock;

public sealed class SandboxClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fulgurite-clock-");
    private readonly ManualClock machine = new(Start);
    private readonly ConcurrentQueue<string> fired = new();

    private string File => Path.Combine(folder.FullName, "sandbox-clock");

    [Fact]
    public void Tells_the_machines_time_until_it_is_moved_and_goes_on_from_there()
    {
        var clock = new SandboxClock(machine);
        Assert.Equal(Start, clock.GetUtcNow());

        clock.MoveTo(Start.AddDays(30));
        machine.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Start.AddDays(30).AddSeconds(5), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromDays(30), clock.Ahead);
    }

    [Fact]
    public void Never_goes_back()
    {
        var clock = new SandboxClock(machine);
        clock.MoveTo(Start.AddDays(30));

        clock.MoveTo(Start.AddDays(29));

        Assert.Equal(Start.AddDays(30), clock.GetUtcNow());
    }

    [Fact]
    public void Durations_are_the_machines()
    {
        var clock = new SandboxClock(machine);
        var began = clock.GetTimestamp();

        clock.MoveTo(Start.AddDays(30));
        machine.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(5), clock.GetElapsedTime(began));
    }

    [Fact]
    public async Task Fires_the_timers_that_a_move_passes_in_the_order_of_their_instants()
    {
        var clock = new SandboxClock(machine);
        using var third = Timer(clock, "third", TimeSpan.FromDays(3));
        using var first = Timer(clock, "first", TimeSpan.FromDays(1));
        using var second = Timer(clock, "second", TimeSpan.FromDays(2));
        using var alike = Timer(clock, "alike", TimeSpan.FromDays(2));
        using var later = Timer(clock, "later", TimeSpan.FromDays(5));

        clock.MoveTo(Start.AddDays(4));

        await Eventually.Holds(() => fired.Count == 4);
        Assert.Equal(["first", "second", "alike", "third"], fired);
    }

    [Fact]
    public async Task Fires_by_time_that_passes_too_and_each_timer_once()
    {
        var clock = new SandboxClock(machine);
        clock.MoveTo(Start.AddDays(1));
        using var moved = Timer(clock, "by the move", TimeSpan.FromHours(1));
        using var passed = Timer(clock, "by the time", TimeSpan.FromHours(2));

        clock.MoveTo(clock.GetUtcNow().AddHours(1));
        await Eventually.Holds(() => fired.Count == 1);
        machine.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Single(fired);
        machine.Advance(TimeSpan.FromHours(3));

        await Eventually.Holds(() => fired.Count == 2);
        Assert.Equal(["by the move", "by the time"], fired);
    }

    [Fact]
    public async Task A_periodic_timer_that_was_passed_over_fires_once_and_keeps_its_period()
    {
        var clock = new SandboxClock(machine);
        using var periodic = clock.CreateTimer(
            _ => fired.Enqueue("tick"), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        clock.MoveTo(Start.AddDays(1));
        await Eventually.Holds(() => fired.Count == 1);
        await Eventually.Holds(() => machine.NextDueAt == Start.AddMinutes(1));
        machine.Advance(TimeSpan.FromMinutes(1));

        await Eventually.Holds(() => fired.Count == 2);
    }

    [Fact]
    public async Task A_delay_ends_by_a_move_and_one_that_was_given_up_does_not()
    {
        var clock = new SandboxClock(machine);
        using var given = new CancellationTokenSource();
        var delay = Task.Delay(TimeSpan.FromDays(7), clock, TestContext.Current.CancellationToken);
        var other = Task.Delay(TimeSpan.FromDays(7), clock, given.Token);
        await given.CancelAsync();

        clock.MoveTo(Start.AddDays(7));

        await delay;
        Assert.True(other.IsCanceled);
    }

    [Fact]
    public async Task A_timer_that_was_changed_or_disposed_of_does_not_fire_at_its_old_instant()
    {
        var clock = new SandboxClock(machine);
        using var changed = Timer(clock, "changed", TimeSpan.FromDays(1));
        var disposed = Timer(clock, "disposed", TimeSpan.FromDays(1));
        using var fence = Timer(clock, "fence", TimeSpan.FromDays(2));
        changed.Change(TimeSpan.FromDays(9), Timeout.InfiniteTimeSpan);
        await disposed.DisposeAsync();

        clock.MoveTo(Start.AddDays(3));

        await Eventually.Holds(() => !fired.IsEmpty);
        Assert.Equal(["fence"], fired);
        Assert.False(disposed.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Many_move_it_and_wait_at_once_and_nobody_waits_for_ever_or_too_short()
    {
        var clock = new SandboxClock(machine);
        var early = 0;
        await Parallel.ForAsync(0, 64, TestContext.Current.CancellationToken, async (number, cancel) =>
        {
            for (var turn = 0; turn < 50; turn++)
            {
                var due = clock.GetUtcNow().AddSeconds(number + turn);
                var wait = Task.Delay(due - clock.GetUtcNow() is { Ticks: > 0 } left ? left : default, clock, cancel);
                clock.MoveTo(due);

                // Whoever moved it between reading the time and arming the timer put that off. Time goes on for ever.
                while (!wait.IsCompleted)
                {
                    clock.MoveTo(clock.GetUtcNow().AddSeconds(1));
                    await Task.Yield();
                }

                await wait;
                Interlocked.Add(ref early, clock.GetUtcNow() < due ? 1 : 0);
            }
        });

        Assert.Equal(0, early);
    }

    [Fact]
    public void Is_as_far_ahead_after_the_end_of_its_process()
    {
        new SandboxClock(machine, File).MoveTo(Start.AddDays(30).AddTicks(1));
        machine.Advance(TimeSpan.FromDays(1));

        var next = new SandboxClock(machine, File);

        Assert.Equal(Start.AddDays(31).AddMilliseconds(1), next.GetUtcNow());
    }

    [Fact]
    public void Takes_over_what_another_process_moved_meanwhile()
    {
        var clock = new SandboxClock(machine, File);
        new SandboxClock(machine, File).MoveTo(Start.AddDays(30));

        clock.ReadAgain();

        Assert.Equal(Start.AddDays(30), clock.GetUtcNow());
    }

    [Fact]
    public void Stays_where_it_is_when_the_move_cannot_be_kept()
    {
        var clock = new SandboxClock(machine, Path.Combine(folder.FullName, "gone", "sandbox-clock"));

        Assert.ThrowsAny<IOException>(() => clock.MoveTo(Start.AddDays(1)));

        Assert.Equal(Start, clock.GetUtcNow());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("9223372036854775807")]
    public void Refuses_a_file_that_holds_something_else(string text)
    {
        System.IO.File.WriteAllText(File, text);

        Assert.Throws<InvalidDataException>(() => new SandboxClock(machine, File));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private ITimer Timer(SandboxClock clock, string name, TimeSpan due) =>
        clock.CreateTimer(_ => fired.Enqueue(name), null, due, Timeout.InfiniteTimeSpan);
}
