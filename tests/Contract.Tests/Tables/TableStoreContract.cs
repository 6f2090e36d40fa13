using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>
/// What every implementation of <see cref="ITableStore"/> does: run over the tables in memory and over Azurite. Each
/// test has a partition of its own. This file holds single writes and their guards.
/// </summary>
public abstract partial class TableStoreContract(ITableStore store)
{
    private static readonly TableName Table = new("contract");
    private readonly string partition = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Reads_back_what_was_inserted()
    {
        var outcome = await Commit(RowWrite.Insert(Key("a"), Number(1)));

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        var row = await Read("a");
        Assert.Equal(Key("a"), row?.Key);
        Assert.Equal(1, row?.Fields.Integer("n"));
        Assert.Equal(outcome.Versions.Single(), row?.Version);
    }

    [Fact]
    public async Task Has_no_row_where_none_was_written()
    {
        await Insert("a", 1);

        Assert.Null(await Read("b"));
        Assert.Null(await store.Get(new TableName($"never{partition[..8]}"), Key("a"), default));
        Assert.Null(await store.Get(Table, new RowKey(partition, "not/storable"), default));
    }

    [Fact]
    public async Task Refuses_to_insert_a_row_that_exists()
    {
        var version = await Insert("a", 1);

        var outcome = await Commit(RowWrite.Insert(Key("a"), Number(2)));

        AssertRefused(CommitStatus.AlreadyExists, 0, outcome);
        Assert.Equal(version, (await Read("a"))?.Version);
    }

    [Fact]
    public async Task Replaces_all_columns_of_a_row_at_its_version()
    {
        var version = await Insert("a", 1);

        var outcome = await Commit(RowWrite.Replace(Key("a"), new RowFields { { "other", "x" } }, version));

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.NotEqual(version, outcome.Versions[0]);
        var row = await Read("a");
        Assert.Equal(outcome.Versions[0], row?.Version);
        Assert.Null(row?.Fields.IntegerOrNull("n"));
        Assert.Equal("x", row?.Fields.Text("other"));
    }

    [Fact]
    public async Task Merges_columns_into_a_row_at_its_version()
    {
        var version = await Insert("a", 1);

        var outcome = await Commit(RowWrite.Merge(Key("a"), new RowFields { { "other", "x" } }, version));

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.NotEqual(version, outcome.Versions[0]);
        var row = await Read("a");
        Assert.Equal(1, row?.Fields.Integer("n"));
        Assert.Equal("x", row?.Fields.Text("other"));
    }

    [Fact]
    public async Task Merges_whatever_the_version_is_when_told_so()
    {
        await Insert("a", 1);

        Assert.Equal(CommitStatus.Committed, (await Commit(RowWrite.MergeAny(Key("a"), Number(2)))).Status);
        Assert.Equal(2, (await Read("a"))?.Fields.Integer("n"));
        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.MergeAny(Key("missing"), Number(2))));
    }

    [Fact]
    public async Task Puts_a_row_whether_it_exists_or_not()
    {
        Assert.Equal(CommitStatus.Committed, (await Commit(RowWrite.Put(Key("a"), Number(1)))).Status);
        Assert.Equal(
            CommitStatus.Committed,
            (await Commit(RowWrite.Put(Key("a"), new RowFields { { "other", "x" } }))).Status);

        var row = await Read("a");
        Assert.Equal("x", row?.Fields.Text("other"));
        Assert.Null(row?.Fields.IntegerOrNull("n"));
    }

    [Fact]
    public async Task Deletes_a_row_at_its_version()
    {
        var version = await Insert("a", 1);

        var outcome = await Commit(RowWrite.Delete(Key("a"), version));

        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal("", outcome.Versions.Single().Value);
        Assert.Null(await Read("a"));
        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.DeleteAny(Key("a"))));
    }

    [Fact]
    public async Task Refuses_every_guarded_write_at_a_version_that_has_passed()
    {
        var old = await Insert("a", 1);
        await Commit(RowWrite.MergeAny(Key("a"), Number(2)));

        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.Replace(Key("a"), Number(3), old)));
        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.Merge(Key("a"), Number(3), old)));
        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.Delete(Key("a"), old)));
        Assert.Equal(2, (await Read("a"))?.Fields.Integer("n"));
    }

    [Fact]
    public async Task Refuses_every_guarded_write_to_a_row_that_is_gone()
    {
        var old = await Insert("a", 1);
        await Commit(RowWrite.DeleteAny(Key("a")));

        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.Replace(Key("a"), Number(3), old)));
        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.Merge(Key("a"), Number(3), old)));
        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.Delete(Key("a"), old)));
        Assert.Null(await Read("a"));
    }

    [Fact]
    public async Task Does_not_accept_the_version_of_a_row_that_was_deleted_and_made_again()
    {
        var old = await Insert("a", 1);
        await Commit(RowWrite.Delete(Key("a"), old));
        await Insert("a", 1);

        AssertRefused(CommitStatus.Stale, 0, await Commit(RowWrite.Replace(Key("a"), Number(2), old)));
    }

    [Fact]
    public async Task Creates_a_table_on_its_first_commit()
    {
        var fresh = new TableName($"t{partition}");

        var guarded = RowWrite.Delete(Key("a"), new ETag("W/\"datetime'2020-01-01T00%3A00%3A00Z'\""));
        AssertRefused(CommitStatus.Stale, 0, await store.Commit(fresh, new RowBatch([guarded]), default));
        var inserted = await store.Commit(fresh, new RowBatch([RowWrite.Insert(Key("a"), Number(1))]), default);

        Assert.Equal(CommitStatus.Committed, inserted.Status);
        Assert.NotNull(await store.Get(fresh, Key("a"), default));
    }

    private static RowFields Number(long n) => new() { { "n", n } };

    private static void AssertRefused(CommitStatus status, int failedWrite, CommitOutcome outcome)
    {
        Assert.Equal(status, outcome.Status);
        Assert.Equal(failedWrite, outcome.FailedWrite);
        Assert.Empty(outcome.Versions);
    }

    private RowKey Key(string row) => new(partition, row);

    private Task<Row?> Read(string row) => store.Get(Table, Key(row), default);

    private Task<CommitOutcome> Commit(params RowWrite[] writes) => store.Commit(Table, new RowBatch(writes), default);

    private async Task<ETag> Insert(string row, long n)
    {
        var outcome = await Commit(RowWrite.Insert(Key(row), Number(n)));
        Assert.Equal(CommitStatus.Committed, outcome.Status);
        return outcome.Versions.Single();
    }
}
