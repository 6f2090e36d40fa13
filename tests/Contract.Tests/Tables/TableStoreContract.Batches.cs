using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>Batches: all or nothing.</summary>
public abstract partial class TableStoreContract
{
    [Fact]
    public async Task Applies_a_batch_of_every_kind_and_answers_in_order()
    {
        var replaced = await Insert("replaced", 1);
        var merged = await Insert("merged", 1);
        var deleted = await Insert("deleted", 1);

        var outcome = await Commit(
            RowWrite.Replace(Key("replaced"), Number(2), replaced),
            RowWrite.Delete(Key("deleted"), deleted),
            RowWrite.Merge(Key("merged"), Number(3), merged),
            RowWrite.Insert(Key("inserted"), Number(4)),
            RowWrite.Put(Key("put"), Number(5)));

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal((await Read("replaced"))?.Version, outcome.Versions[0]);
        Assert.Equal("", outcome.Versions[1].Value);
        Assert.Equal((await Read("merged"))?.Version, outcome.Versions[2]);
        Assert.Equal((await Read("inserted"))?.Version, outcome.Versions[3]);
        Assert.Equal((await Read("put"))?.Version, outcome.Versions[4]);
        Assert.Null(await Read("deleted"));
    }

    [Fact]
    public async Task Applies_nothing_of_a_batch_that_fails_in_the_middle()
    {
        var kept = await Insert("kept", 1);
        var gone = await Insert("gone", 1);
        await Insert("taken", 1);

        var outcome = await Commit(
            RowWrite.Replace(Key("kept"), Number(2), kept),
            RowWrite.Delete(Key("gone"), gone),
            RowWrite.Put(Key("put"), Number(2)),
            RowWrite.Insert(Key("taken"), Number(2)),
            RowWrite.Insert(Key("after"), Number(2)));

        AssertRefused(CommitStatus.AlreadyExists, 3, outcome);
        Assert.Equal((1, kept), ((await Read("kept"))!.Fields.Integer("n"), (await Read("kept"))!.Version));
        Assert.Equal(gone, (await Read("gone"))?.Version);
        Assert.Null(await Read("put"));
        Assert.Null(await Read("after"));
    }

    [Fact]
    public async Task Names_the_write_whose_version_has_passed()
    {
        var version = await Insert("a", 1);
        await Commit(RowWrite.MergeAny(Key("a"), Number(2)));

        AssertRefused(
            CommitStatus.Stale,
            1,
            await Commit(RowWrite.Insert(Key("b"), Number(1)), RowWrite.Replace(Key("a"), Number(3), version)));
        AssertRefused(
            CommitStatus.Stale,
            2,
            await Commit(
                RowWrite.Insert(Key("b"), Number(1)), RowWrite.Put(Key("c"), Number(1)), RowWrite.DeleteAny(Key("d"))));
    }

    [Fact]
    public async Task Applies_a_batch_of_one_hundred_writes()
    {
        var inserts = Enumerable.Range(0, 100).Select(i => RowWrite.Insert(Key($"{i:D3}"), Number(i)));
        var outcome = await Commit([.. inserts]);

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal(100, outcome.Versions.Count);
        var page = await store.Query(Table, new RowQuery(partition), default);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), page.Rows.Select(r => r.Fields.Integer("n")));
        Assert.Equal(outcome.Versions, page.Rows.Select(r => r.Version));
    }

    [Fact]
    public async Task Gives_every_write_another_version()
    {
        var versions = new HashSet<ETag> { await Insert("a", 1) };
        for (var i = 0; i < 50; i++)
        {
            var outcome = await Commit(RowWrite.MergeAny(Key("a"), Number(1)));
            Assert.True(versions.Add(outcome.Versions.Single()));
        }
    }
}
