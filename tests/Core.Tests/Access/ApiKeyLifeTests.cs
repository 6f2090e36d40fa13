using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.Access;

public sealed class ApiKeyLifeTests
{
    private static readonly ApiKeyId Id = new(new Guid("44444444-4444-4444-8444-444444444444"));
    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly ManualClock clock = new();
    private readonly Keys keys;

    public ApiKeyLifeTests() => keys = new Keys(tables, clock);

    [Fact]
    public async Task A_key_is_found_from_the_moment_it_is_made()
    {
        var (key, text) = keys.Invent();
        Assert.Null(await keys.Find(text));
        Assert.True(await keys.Store(key));
        Assert.Equivalent(key, await keys.Find(text), strict: true);
        Assert.Equal(Samples.At, key.CreatedAt);
    }

    [Fact]
    public async Task One_id_is_one_key()
    {
        var (first, firstText) = keys.Invent(Id);
        var (second, secondText) = keys.Invent(Id);
        Assert.True(await keys.Store(first));
        Assert.False(await keys.Store(second));
        Assert.NotNull(await keys.Find(firstText));
        Assert.Null(await keys.Find(secondText));
        Assert.Equal("api_key.created", await keys.Actions());
    }

    // Both have looked before either writes.
    [Fact]
    public async Task Of_two_that_are_made_under_one_id_at_once_one_opens()
    {
        var (first, firstText) = keys.Invent(Id);
        var (second, secondText) = keys.Invent(Id);
        var other = new Keys(tables.Inner, clock);
        tables.OnCommit = async (table, batch, commit) =>
        {
            if (batch.Writes[0].Key == ApiKeyRows.RecordOf(first.Environment, Id))
            {
                Assert.True(await other.Store(second));
            }

            return await commit();
        };
        Assert.False(await keys.Store(first));
        clock.Advance(Registry.Freshness);
        Assert.Null(await keys.Find(firstText));
        Assert.NotNull(await keys.Find(secondText));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_known_to_be_ours()
    {
        var (key, text) = keys.Invent(Id);
        tables.OnCommit = async (_, batch, commit) =>
        {
            var outcome = await commit();
            return batch.Writes[0].Key.Row.StartsWith(ApiKeyRows.Prefix, StringComparison.Ordinal)
                ? CommitOutcome.Unknown()
                : outcome;
        };
        Assert.True(await keys.Store(key));
        Assert.NotNull(await keys.Find(text));
    }

    // At whatever write it dies, the same request makes the key, or tells that it is made.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_creation_that_died_is_repeated(int writes)
    {
        var (key, _) = keys.Invent(Id);
        var left = writes;
        tables.OnCommit = (_, _, commit) => --left < 0 || left > 0
            ? commit()
            : throw new StorageUnavailableException("away");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => keys.Store(key));
        var (again, text) = keys.Invent(Id);
        Assert.True(await keys.Store(again));
        Assert.NotNull(await keys.Find(text));
    }

    [Fact]
    public async Task Nothing_is_made_that_the_audit_log_does_not_tell()
    {
        tables.OnCommit = (table, _, commit) => table == AuditLog.Table
            ? Task.FromResult(CommitOutcome.Unknown())
            : commit();
        var (key, text) = keys.Invent();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => keys.Store(key));
        Assert.Null(await keys.Find(text));
    }

    [Fact]
    public async Task A_revoked_key_stays_listed_and_revoked()
    {
        var (key, text) = keys.Invent();
        await keys.Store(key);
        clock.Advance(TimeSpan.FromDays(1));
        var revoked = await Revoke(keys, key);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equivalent(revoked, await Revoke(keys, key), strict: true);
        Assert.False((await keys.Find(text))!.IsValid(clock.Now));
        Assert.Equal([Samples.At.AddDays(1)], (await keys.Registry.ReadApiKeys(
            key.Environment, CancellationToken.None)).Select(listed => listed.RevokedAt!.Value));
        Assert.Equal("api_key.revoked api_key.created", await keys.Actions());
    }

    [Fact]
    public async Task A_revocation_shows_in_another_process_within_fifteen_seconds()
    {
        var (key, text) = keys.Invent();
        await keys.Store(key);
        var elsewhere = new Keys(tables, clock);
        Assert.True((await elsewhere.Find(text))!.IsValid(clock.Now));
        await Revoke(keys, key);
        Assert.False((await keys.Find(text))!.IsValid(clock.Now));
        clock.Advance(Registry.Freshness);
        Assert.False((await elsewhere.Find(text))!.IsValid(clock.Now));
    }

    // A note of a use between the reading and the writing must not undo a revocation, nor be an error.
    [Fact]
    public async Task A_change_that_meets_another_one_decides_again()
    {
        var (key, _) = keys.Invent();
        await keys.Store(key);
        var met = false;
        tables.OnCommit = async (_, batch, commit) =>
        {
            if (!met && batch.Writes[0].Kind == RowWriteKind.Replace)
            {
                met = true;
                await new ApiKeyUses(tables.Inner, clock).Note(key);
            }

            return await commit();
        };
        var revoked = await Revoke(keys, key);
        Assert.Equal((Samples.At, Samples.At), (revoked!.RevokedAt, revoked.LastUsedAt));
    }

    [Fact]
    public async Task A_change_tells_what_the_key_is_now()
    {
        var (key, _) = keys.Invent();
        await keys.Store(key);
        clock.Advance(TimeSpan.FromSeconds(1));
        await keys.Change.Execute(
            key.Environment, key.Id, k => k with { Name = "renamed" }, Keys.Actor, CancellationToken.None);
        var told = (await keys.Audit.Newest(Samples.Organization, null, 1, CancellationToken.None)).Single();
        Assert.Equal("renamed: Read; from anywhere; without end", told.Detail);
        Assert.Equal((Keys.Actor, key.Id.ToString()), (told.Actor, told.Subject));
    }

    [Fact]
    public async Task What_is_not_there_is_neither_changed_nor_revoked()
    {
        Assert.Null(await keys.Change.Execute(
            Samples.Environment, Id, key => key, Keys.Actor, CancellationToken.None));
        Assert.Null(await keys.Change.Revoke(Samples.Environment, Id, Keys.Actor, CancellationToken.None));
        Assert.Equal("", await keys.Actions());
    }

    private static Task<ApiKey?> Revoke(Keys by, ApiKey key) =>
        by.Change.Revoke(key.Environment, key.Id, Keys.Actor, CancellationToken.None);
}
