using System.Globalization;
using Fulgurite.Storage;

namespace Fulgurite.Worlds;

/// <summary>
/// Days and months that go by while nothing happens: a world lives through every second of the others.
/// </summary>
internal static class WorldTime
{
    private const string Form = "yyyyMMddHHmm";

    // What is marked again and again is not followed for ever.
    private const int LegsMax = 12;

    private static readonly TableName Attention = new("attention");
    private static readonly RowKey Cursor = new("cursor", "minute");
    private static readonly TimeSpan BetweenTimers = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Handled = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Time jumps, as for a deployment whose machine was asleep: whatever was to happen meanwhile happens at once. Only
    /// at rest, or somebody would be found to have taken a month for a request.
    /// </summary>
    public static async Task Jump(this World world, DateTimeOffset to)
    {
        // To the minutes for which something is marked, one after the other.
        for (var legs = 0; legs < LegsMax && world.NextMark() is { } mark && mark < to - Handled; legs++)
        {
            await world.Leap(mark);
            await world.Wait(Handled);
        }

        await world.Leap(to);
    }

    private static async Task Leap(this World world, DateTimeOffset to)
    {
        // A run of the minute's timer is over within seconds.
        var second = new TimeSpan(world.Scheduler.Now.Ticks % TimeSpan.TicksPerMinute);
        await world.Wait(second < BetweenTimers ? BetweenTimers - second : TimeSpan.FromMinutes(1.5) - second);
        if (to <= world.Scheduler.Now)
        {
            return;
        }

        world.History.Add("world", $"nothing happens until {to}");
        world.Scheduler.Jump(to);
        world.PassMinutes();

        // What happened before is not late.
        world.CalmSince = world.CalmSince is null ? null : world.Scheduler.Now;
        await world.Wait(TimeSpan.FromMilliseconds(1));
    }

    private static DateTimeOffset? NextMark(this World world)
    {
        var now = Minute(world.Scheduler.Now);
        return world.Marked().Where(minute => string.CompareOrdinal(minute, now) > 0).Min(StringComparer.Ordinal)
            is { } next
            ? DateTimeOffset.ParseExact(next, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
    }

    // Minutes in which nothing is marked pass without being read one by one: there are half a million in a year.
    private static void PassMinutes(this World world)
    {
        if (world.Tables.Witness.Row(Attention.Value, Cursor.Partition, Cursor.Row) is { } row)
        {
            var before = row.Text("minute");
            var first = world.Marked().Where(minute => string.CompareOrdinal(minute, before) >= 0)
                .Append(Minute(world.Scheduler.Now)).Min(StringComparer.Ordinal)!;
            var write = RowWrite.Put(Cursor, new RowFields { { "minute", first } });
            world.Tables.Commit(Attention, new RowBatch([write]));
        }
    }

    private static IEnumerable<string> Marked(this World world) => world.Tables.Witness.Partitions(Attention.Value)
        .Where(minute => minute != Cursor.Partition
            && world.Tables.Witness.Partition(Attention.Value, minute).Count > 0);

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);
}
