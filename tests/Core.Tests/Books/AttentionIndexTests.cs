using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.Books;

public sealed class AttentionIndexTests
{
    private readonly WatchedTableStore tables = new(new MemoryTableStore());

    // Marks made at 17:25:01. Reconcile looks half a minute to one and a half after what is wanted, never within the
    // next minute.
    private const string Minutes = """
        wanted              | minute
        --------------------|-------------
        2026-03-24 17:00:00 | 202603241727
        2026-03-24 17:25:01 | 202603241727
        2026-03-24 17:26:00 | 202603241727
        2026-03-24 17:26:29 | 202603241727
        2026-03-24 17:26:30 | 202603241728
        2026-03-24 17:26:59 | 202603241728
        2026-03-24 17:27:00 | 202603241728
        2026-03-24 18:20:00 | 202603241821
        2026-03-24 23:59:59 | 202603250001
        2026-12-31 23:58:59 | 202701010000
        """;

    [Fact]
    public async Task A_wallet_is_looked_at_in_the_minute_after()
    {
        foreach (var line in TextTable.Parse(Minutes))
        {
            var index = NewIndex();
            await index.Mark(Samples.Wallet, DateTimeOffset.Parse(line["wanted"] + "Z"), CancellationToken.None);
            Assert.Equal(
                new RowKey(line["minute"], Samples.Wallet.ToString()), tables.Commits[^1].Batch.Writes.Single().Key);
        }
    }

    [Fact]
    public async Task A_mark_that_is_remembered_costs_no_write()
    {
        var index = NewIndex();
        for (var i = 0; i < 100; i++)
        {
            await index.Mark(Samples.Wallet, Samples.At.AddMilliseconds(i), CancellationToken.None);
        }

        Assert.Single(tables.Commits);
        await index.Mark(Samples.Wallet, Samples.At.AddMinutes(2), CancellationToken.None);
        await index.Mark(new WalletId(Guid.Empty), Samples.At, CancellationToken.None);
        Assert.Equal(3, tables.Commits.Count);
    }

    [Fact]
    public async Task Marking_twice_leaves_one_row()
    {
        await NewIndex().Mark(Samples.Wallet, Samples.At, CancellationToken.None);
        await NewIndex().Mark(Samples.Wallet, Samples.At, CancellationToken.None);
        var page = await tables.Query(AttentionIndex.Table, new RowQuery("202603241727"), CancellationToken.None);
        Assert.Single(page.Rows);
    }

    // A mark that is written in a minute that Reconcile has passed is never looked at.
    [Fact]
    public async Task A_mark_whose_write_takes_minutes_is_made_again_in_a_minute_to_come()
    {
        var clock = new ManualClock();
        tables.OnCommit = (_, _, commit) =>
        {
            tables.OnCommit = (_, _, later) => later();
            clock.Advance(TimeSpan.FromMinutes(5));
            return commit();
        };

        var looksAt = await new AttentionIndex(tables, clock).Mark(
            Samples.Wallet, Samples.At, CancellationToken.None);

        Assert.True(looksAt > clock.Now);
        Assert.Equal(2, tables.Commits.Count);
        Assert.Equal(AttentionIndex.MinuteOf(looksAt), tables.Commits[^1].Batch.Writes.Single().Key.Partition);
    }

    [Fact]
    public async Task A_mark_that_may_not_be_stored_is_not_remembered()
    {
        var index = NewIndex();
        tables.OnCommit = (_, _, _) => Task.FromResult(CommitOutcome.Unknown());
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => index.Mark(Samples.Wallet, Samples.At, CancellationToken.None));
        tables.OnCommit = (_, _, commit) => commit();
        await index.Mark(Samples.Wallet, Samples.At, CancellationToken.None);
        Assert.Equal(2, tables.Commits.Count);
    }

    [Fact]
    public async Task Forgetting_costs_a_write_and_never_a_miss()
    {
        var index = NewIndex();
        for (var i = 0; i <= 10_000; i++)
        {
            await index.Mark(new WalletId(new Guid(i, 0, 0, new byte[8])), Samples.At, CancellationToken.None);
        }

        await index.Mark(new WalletId(Guid.Empty), Samples.At, CancellationToken.None);
        Assert.Equal(10_002, tables.Commits.Count);
    }

    [Fact]
    public void A_minute_begins_where_its_name_says()
    {
        Assert.Equal("202603241725", AttentionIndex.MinuteOf(Samples.At));
        Assert.Equal(
            new DateTimeOffset(2026, 3, 24, 17, 25, 0, TimeSpan.Zero), AttentionIndex.StartOf("202603241725"));
        Assert.Equal("202603241725", AttentionIndex.MinuteOf(Samples.At.ToOffset(TimeSpan.FromHours(-7))));
    }

    private AttentionIndex NewIndex() => new(tables, new ManualClock());
}
