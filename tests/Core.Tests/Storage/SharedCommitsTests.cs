using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;

namespace Fulgurite.Tests.Storage;

public sealed class SharedCommitsTests
{
    private static readonly TableName Table = new("shared");

    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly TaskCompletionSource gate = new();

    [Fact]
    public async Task One_caller_alone_commits_at_once()
    {
        var outcome = await new SharedCommits(tables, Table).Commit(Rows("p", "a"), CancellationToken.None);
        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal(1, tables.CommitsOf(Table));
    }

    [Fact]
    public async Task What_waits_behind_a_commit_goes_together()
    {
        var outcomes = await CommitBehindAGate(Enumerable.Range(0, 51).Select(i => Rows("p", $"a{i}", $"b{i}")));
        Assert.All(outcomes, outcome => Assert.Equal(CommitStatus.Committed, outcome.Status));
        Assert.Equal(2, tables.CommitsOf(Table));
    }

    [Fact]
    public async Task Each_is_told_the_versions_of_its_own_rows()
    {
        var outcomes = await CommitBehindAGate([Rows("p", "first"), Rows("p", "a", "b"), Rows("p", "c")]);
        Assert.Equal([await Version("a"), await Version("b")], outcomes[1].Versions);
        Assert.Equal([await Version("c")], outcomes[2].Versions);
    }

    [Fact]
    public async Task No_batch_holds_more_than_the_store_takes()
    {
        await CommitBehindAGate(Enumerable.Range(0, 60).Select(i => Rows("p", $"a{i}", $"b{i}", $"c{i}")));
        Assert.All(tables.Commits, commit => Assert.InRange(commit.Batch.Writes.Count, 1, RowBatch.WritesMax));
        Assert.Equal(3, tables.CommitsOf(Table));
    }

    [Fact]
    public async Task One_that_is_refused_takes_no_other_with_it()
    {
        await tables.Inner.Commit(Table, Rows("p", "taken"), CancellationToken.None);
        var outcomes = await CommitBehindAGate(
            [Rows("p", "first"), Rows("p", "a"), Rows("p", "taken"), Rows("p", "b")]);
        Assert.Equal(
            [CommitStatus.Committed, CommitStatus.Committed, CommitStatus.AlreadyExists, CommitStatus.Committed],
            outcomes.Select(outcome => outcome.Status));
    }

    [Fact]
    public async Task Two_that_write_one_row_follow_each_other()
    {
        var outcomes = await CommitBehindAGate([Rows("p", "first"), Rows("p", "same"), Rows("p", "same")]);
        Assert.Equal(
            [CommitStatus.Committed, CommitStatus.Committed, CommitStatus.AlreadyExists],
            outcomes.Select(outcome => outcome.Status));
    }

    [Fact]
    public async Task An_unknown_outcome_is_everybody_s_and_nothing_is_repeated()
    {
        var end = CommitBehindAGate(
            [Rows("p", "first"), Rows("p", "a"), Rows("p", "b")],
            batch => batch.Writes.Count == 1 ? null : CommitOutcome.Unknown());
        Assert.Equal(
            [CommitStatus.Committed, CommitStatus.Unknown, CommitStatus.Unknown],
            (await end).Select(outcome => outcome.Status));
        Assert.Equal(2, tables.CommitsOf(Table));
    }

    [Fact]
    public async Task A_store_that_fails_fails_everybody_and_the_next_is_tried()
    {
        var commits = new SharedCommits(tables, Table);
        tables.OnCommit = (_, _, _) => throw new StorageUnavailableException("away");
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => commits.Commit(Rows("p", "a"), CancellationToken.None));
        tables.OnCommit = (_, _, commit) => commit();
        var outcome = await commits.Commit(Rows("p", "a"), CancellationToken.None);
        Assert.Equal(CommitStatus.Committed, outcome.Status);
    }

    [Fact]
    public async Task Other_partitions_do_not_wait()
    {
        var commits = new SharedCommits(tables, Table);
        tables.OnCommit = async (_, batch, commit) =>
        {
            await (batch.Writes[0].Key.Partition == "p" ? gate.Task : Task.CompletedTask);
            return await commit();
        };
        var held = commits.Commit(Rows("p", "a"), CancellationToken.None);
        var other = await commits.Commit(Rows("q", "a"), CancellationToken.None);
        Assert.Equal(CommitStatus.Committed, other.Status);
        Assert.False(held.IsCompleted);
        gate.SetResult();
        Assert.Equal(CommitStatus.Committed, (await held).Status);
    }

    [Fact]
    public async Task Whoever_leaves_leaves_the_commit_behind()
    {
        using var leaving = new CancellationTokenSource();
        tables.OnCommit = async (_, _, commit) =>
        {
            await gate.Task;
            return await commit();
        };
        var commits = new SharedCommits(tables, Table);
        var left = commits.Commit(Rows("p", "a"), leaving.Token);
        var behind = commits.Commit(Rows("p", "b"), CancellationToken.None);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        gate.SetResult();
        Assert.Equal(CommitStatus.Committed, (await behind).Status);
        Assert.NotEqual(default, await Version("a"));
    }

    // The first of them holds the partition until all others wait.
    private Task<CommitOutcome[]> CommitBehindAGate(
        IEnumerable<RowBatch> batches, Func<RowBatch, CommitOutcome?>? weather = null)
    {
        tables.OnCommit = async (_, batch, commit) =>
        {
            await gate.Task;
            return weather?.Invoke(batch) ?? await commit();
        };
        var commits = new SharedCommits(tables, Table);
        var ends = batches.Select(batch => commits.Commit(batch, CancellationToken.None)).ToList();
        gate.SetResult();
        return Task.WhenAll(ends);
    }

    private async Task<ETag> Version(string row) =>
        (await tables.Inner.Get(Table, new RowKey("p", row), CancellationToken.None))!.Version;

    private static RowBatch Rows(string partition, params string[] rows) =>
        new([.. rows.Select(row => RowWrite.Insert(new RowKey(partition, row), []))]);
}
