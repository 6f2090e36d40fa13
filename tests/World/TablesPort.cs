using Fulgurite.Storage;
using Fulgurite.Worlds.Rest;

namespace Fulgurite.Worlds;

/// <summary>
/// The world's Table service as one process reaches it: the production client's requests go through here, one by one,
/// and meet the weather.
/// </summary>
internal sealed class TablesPort(World world, Process process)
{
    private static readonly TimeSpan LateMax = TimeSpan.FromSeconds(40);

    // A moment, which the client outlasts, or longer than it goes on asking.
    private static readonly TimeSpan BusyBriefly = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan BusyLong = TimeSpan.FromSeconds(6);

    // What the service refuses to look at, and until when.
    private readonly Dictionary<string, DateTimeOffset> busy = new(StringComparer.Ordinal);
    private readonly LostAnswers lost = new(world.Dice);

    /// <summary>The production client, whose every wait is the world's.</summary>
    public static ITableStore Client(World world, Process process) => ProductionClient.Over(
        new TablesPort(world, process).Send, world.Clock, new WorldBackoff(world.Dice));

    private Task<TableAnswer> Send(TableRequest request, TimeSpan timeMax)
    {
        var ask = TableAsk.Read(request);
        Record(ask);
        return process.Wire.Exchange(ask.ToString, () => Serve(ask), timeMax);
    }

    private void Record(TableAsk ask)
    {
        switch (ask)
        {
            case TableAsk.Get get:
                process.StorageCalls.Add(new StorageCall(get.Table.Value, "get", get.Key.Row));
                break;
            case TableAsk.Query query:
                process.StorageCalls.Add(new StorageCall(query.Table.Value, "query", query.Range.From));
                break;
            case TableAsk.Commit commit:
                process.StorageCalls.Add(new StorageCall(commit.Table.Value, "commit", commit.Writes[0].Key.Row));
                break;
        }
    }

    private TableAnswer Serve(TableAsk ask)
    {
        if (ask is TableAsk.Malformed)
        {
            world.Find($"{process.Name} {ask}");
        }

        if (world.AreTablesDown)
        {
            return lost.Down(ask);
        }

        if (IsBusy(ask))
        {
            return lost.Busy(ask);
        }

        return ask switch
        {
            TableAsk.Commit commit => Commit(commit),
            _ when world.Strikes(process.Weather.ReadsBroken) => lost.Broken(ask, world.Tables.Service.Answer(ask)),
            TableAsk.Query query when world.Strikes(process.Weather.PagesShort) =>
                world.Tables.Service.Page(query, world.Dice.Below(Math.Min(query.Range.Take, 4))),
            _ => world.Tables.Service.Answer(ask),
        };
    }

    private TableAnswer Commit(TableAsk.Commit ask)
    {
        if (world.Strikes(process.Weather.CommitsLostBefore))
        {
            return Telling(lost.Lost(ask), "not stored");
        }

        if (world.Strikes(process.Weather.CommitsLate))
        {
            ApplyLate(ask);
            return Telling(lost.Lost(ask), "not stored yet");
        }

        if (world.Strikes(process.Weather.HeadsTouched))
        {
            world.Tables.TouchHead(ask.Table, ask.Writes[0].Key);
        }

        var answer = world.Tables.Service.Answer(ask);
        return world.Strikes(process.Weather.CommitsLostAfter)
            ? Telling(lost.Broken(ask, answer), answer.Told.Length > 0 ? answer.Told : "stored")
            : answer;
    }

    // What the service did, which the history tells and the client does not hear.
    private static TableAnswer Telling(TableAnswer answer, string done) =>
        answer with { Told = $"{done}; {answer.Told}" };

    // The request is still on its way when the caller gives it up.
    private void ApplyLate(TableAsk.Commit ask) =>
        world.Scheduler.After(world.Dice.Between(TimeSpan.Zero, LateMax), () =>
        {
            var told = world.Tables.Service.Answer(ask).Told;
            world.History.Add(
                "tables", $"{(told.Length > 0 ? told : "stored")}, late, asked by {process.Name}: {ask}");
        });

    private bool IsBusy(TableAsk ask)
    {
        if (busy.Count > 0 && busy.TryGetValue(ask.ToString(), out var until))
        {
            return world.Scheduler.Now < until || !busy.Remove(ask.ToString());
        }

        var strikes = world.Strikes(process.Weather.TablesThrottle);
        if (strikes)
        {
            busy[ask.ToString()] = world.Scheduler.Now + world.Dice.Between(
                TimeSpan.Zero, world.Dice.PerMille(500) ? BusyLong : BusyBriefly);
        }

        return strikes;
    }
}
