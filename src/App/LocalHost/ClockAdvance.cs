using Fulgurite.Sandbox.Clock;
using Fulgurite.Sandbox.LocalBus;

namespace Fulgurite.App.LocalHost;

/// <summary>
/// Moves the time of a local run, in hops from one instant at which something is due to the next. At each the bus
/// delivers what came due, its messages are handled with all that they cause, and then the timers' ticks fire, in the
/// order of the functions' names; only when that is done does the time go on.
/// </summary>
internal sealed class ClockAdvance(
    SandboxClock clock,
    LocalMessageBus bus,
    IReadOnlyList<TimerPump> timers,
    Func<DateTimeOffset, DateTimeOffset?> dueAt)
{
    /// <summary>Moves it; returns when the new time has come and all that fell due is done.</summary>
    /// <param name="by">How far.</param>
    /// <param name="cancel">Ends it between two hops: what has been passed stays passed.</param>
    /// <param name="abort">Gives up a running tick as well.</param>
    /// <exception cref="IOException">The clock's file cannot be written; it stays at the last hop.</exception>
    public async Task Execute(TimeSpan by, CancellationToken cancel, CancellationToken abort)
    {
        var taken = new List<TimerPump>();
        try
        {
            foreach (var timer in timers)
            {
                await timer.Take(cancel);
                taken.Add(timer);
            }

            var from = clock.GetUtcNow();
            await Hop(new AdvancePlan(from, from + by), cancel, abort);
        }
        finally
        {
            taken.ForEach(timer => timer.GiveBack());
        }
    }

    private async Task Hop(AdvancePlan plan, CancellationToken cancel, CancellationToken abort)
    {
        var passed = timers.ToDictionary(timer => timer, _ => plan.From);
        for (var at = plan.From; at < plan.Until;)
        {
            var ticks = timers.ToDictionary(
                timer => timer, timer => plan.NextTick(passed[timer], timer.Next, dueAt(passed[timer])));
            at = await MoveTo(ticks.Values.Append(plan.Until).Min(), cancel);
            foreach (var (timer, tick) in ticks.Where(due => due.Value <= at))
            {
                await timer.Fire(tick, abort);
                passed[timer] = tick;
            }

            await bus.WhenAtRest(cancel);
        }
    }

    // What is due by now is done first, then the time goes on, then what the bus delivers by that is done.
    private async Task<DateTimeOffset> MoveTo(DateTimeOffset instant, CancellationToken cancel)
    {
        DateTimeOffset? moved;
        do
        {
            await bus.WhenAtRest(cancel);
            cancel.ThrowIfCancellationRequested();
            moved = bus.TryMove(instant, clock.MoveTo);
        }
        while (moved is null);

        await bus.WhenAtRest(cancel);
        return moved.Value;
    }
}
