using Fulgurite.Access;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.Access;

public sealed class ApiKeyUsesTests
{
    private static readonly ApiKey Key = new(
        new(new Guid("44444444-4444-4444-8444-444444444444")),
        ApiKeyHash.Of("fulg_key"),
        Samples.Environment,
        Samples.Organization,
        "key",
        ApiKey.Full);

    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Notes_a_use_once_in_five_minutes()
    {
        var (uses, registry) = await Stored();
        await uses.Note(Key);
        clock.Advance(ApiKeyUses.Precision - TimeSpan.FromTicks(1));
        await uses.Note(Key);
        Assert.Equal(Samples.At, await LastUsed(registry));
        clock.Advance(TimeSpan.FromTicks(1));
        await uses.Note(Key);
        Assert.Equal(clock.Now, await LastUsed(registry));
    }

    [Fact]
    public async Task A_note_changes_nothing_else_of_the_key()
    {
        var (uses, registry) = await Stored();
        await uses.Note(Key);
        var (key, _) = (await registry.ReadApiKey(Key.Environment, Key.Id, CancellationToken.None))!.Value;
        Assert.Equivalent(Key with { LastUsedAt = Samples.At }, key, strict: true);
    }

    [Fact]
    public async Task Storage_that_is_away_fails_nobody()
    {
        var (uses, registry) = await Stored();
        tables.OnCommit = (_, _, _) => throw new StorageUnavailableException("away");
        await uses.Note(Key);
        Assert.True(uses.Knows(Key.Hash));
        Assert.Null(await LastUsed(registry));
    }

    [Fact]
    public async Task A_key_that_was_not_used_is_not_known()
    {
        var (uses, _) = await Stored();
        Assert.False(uses.Knows(Key.Hash));
    }

    private async Task<DateTimeOffset?> LastUsed(Registry registry) =>
        (await registry.ReadApiKey(Key.Environment, Key.Id, CancellationToken.None))?.Key.LastUsedAt;

    private async Task<(ApiKeyUses Uses, Registry Registry)> Stored()
    {
        var registry = Keys.NewRegistry(tables, clock);
        await registry.Save(
            [RowWrite.Insert(ApiKeyRows.RecordOf(Key.Environment, Key.Id), ApiKeyRows.ToFields(Key))],
            CancellationToken.None);
        return (new ApiKeyUses(tables, clock), registry);
    }
}
