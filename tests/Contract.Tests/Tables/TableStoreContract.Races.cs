using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>Callers at once.</summary>
public abstract partial class TableStoreContract
{
    private const int Racers = 16;

    [Fact]
    public async Task Loses_no_increment_of_racing_callers()
    {
        await Insert("counter", 0);

        await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => Task.Run(() => Increment(3))));

        Assert.Equal(Racers * 3, (await Read("counter"))?.Fields.Integer("n"));
    }

    [Fact]
    public async Task Has_one_winner_among_racing_inserts()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(() => Commit(
            RowWrite.Insert(Key("winner"), Number(i)), RowWrite.Insert(Key($"of {i}"), Number(i))))));

        var winner = Assert.Single(Enumerable.Range(0, Racers), i => outcomes[i].Status is CommitStatus.Committed);
        Assert.Equal(Racers - 1, outcomes.Count(o => o.Status is CommitStatus.AlreadyExists));
        var page = await store.Query(Table, new RowQuery(partition), default);
        Assert.Equal([$"of {winner}", "winner"], page.Rows.Select(r => r.Key.Row));
    }

    [Fact]
    public async Task Shows_a_batch_wholly_or_not_at_all()
    {
        await Commit(RowWrite.Insert(Key("a"), Number(0)), RowWrite.Insert(Key("b"), Number(0)));
        var writer = Task.Run(async () =>
        {
            for (var n = 1; n <= 50; n++)
            {
                await Commit(RowWrite.Put(Key("a"), Number(n)), RowWrite.Put(Key("b"), Number(n)));
            }
        });

        while (!writer.IsCompleted)
        {
            var page = await store.Query(Table, new RowQuery(partition), default);
            Assert.Equal(page.Rows[0].Fields.Integer("n"), page.Rows[1].Fields.Integer("n"));
        }

        await writer;
    }

    private async Task Increment(int times)
    {
        while (times > 0)
        {
            var row = (await Read("counter"))!;
            var next = Number(row.Fields.Integer("n") + 1);
            var outcome = await Commit(RowWrite.Replace(Key("counter"), next, row.Version));
            Assert.True(outcome.Status is CommitStatus.Committed or CommitStatus.Stale);
            times -= outcome.Status is CommitStatus.Committed ? 1 : 0;
        }
    }
}
