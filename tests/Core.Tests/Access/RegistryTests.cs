using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Money;
using Fulgurite.Onboarding;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Identity;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.Access;

public sealed class RegistryTests
{
    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Remembers_an_answer_for_fifteen_seconds()
    {
        var (here, elsewhere) = (NewRegistry(), NewRegistry());
        await Save(elsewhere, new BasisPoints(80));
        Assert.Equal(80, await Fee(here));
        await Save(elsewhere, new BasisPoints(90));
        clock.Advance(Registry.Freshness - TimeSpan.FromTicks(1));
        Assert.Equal(80, await Fee(here));
        Assert.Equal(1, tables.Reads);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(90, await Fee(here));
        Assert.Equal(2, tables.Reads);
    }

    [Fact]
    public async Task A_change_made_here_shows_at_once()
    {
        var registry = NewRegistry();
        await Save(registry, new BasisPoints(80));
        Assert.Equal(80, await Fee(registry));
        await Save(registry, new BasisPoints(90));
        Assert.Equal(90, await Fee(registry));
    }

    [Fact]
    public async Task That_there_is_none_is_remembered_too()
    {
        var registry = NewRegistry();
        Assert.Null(await registry.FindEnvironment(Samples.Environment, CancellationToken.None));
        Assert.Null(await registry.FindEnvironment(Samples.Environment, CancellationToken.None));
        Assert.Equal(1, tables.Reads);
    }

    [Fact]
    public async Task A_failed_read_is_not_remembered()
    {
        var registry = NewRegistry();
        await registry.Save([EndpointWrite], CancellationToken.None);
        tables.OnQuery = (_, _) => throw new StorageUnavailableException("away");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Endpoints(registry));
        tables.OnQuery = (_, query) => query();
        Assert.Equal([Samples.Endpoint], await Endpoints(registry));
    }

    [Fact]
    public async Task A_change_that_may_not_be_stored_is_told()
    {
        var registry = NewRegistry();
        tables.OnCommit = (_, _, _) => Task.FromResult(CommitOutcome.Unknown());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Save(registry, new BasisPoints(80)));
    }

    [Fact]
    public async Task An_endpoint_that_was_removed_is_not_found()
    {
        var registry = NewRegistry();
        await registry.Save([EndpointWrite], CancellationToken.None);
        Assert.Equal([Samples.Endpoint], await Endpoints(registry));
        await registry.Save([RowWrite.Put(EndpointWrite.Key, [])], CancellationToken.None);
        Assert.Empty(await Endpoints(registry));
    }

    // A page may be short, even empty, and still not be the last: an endpoint missed here is a callback never sent.
    [Fact]
    public async Task Finds_every_endpoint_however_the_store_pages_them()
    {
        var registry = NewRegistry();
        await registry.Save([EndpointWrite], CancellationToken.None);
        tables.OnQuery = (query, go) => query.Continuation is null
            ? Task.FromResult(new RowPage([], EndpointWrite.Key.Row))
            : go();
        Assert.Equal([Samples.Endpoint], await Endpoints(registry));
    }

    [Fact]
    public async Task A_new_merchant_is_found_by_its_keys()
    {
        var (registry, merchant) = await Provision();
        var apiKey = await registry.FindApiKey(merchant.ApiKey.Reveal(), CancellationToken.None);
        Assert.NotNull(apiKey);
        Assert.Equal(
            (merchant.Environment, merchant.Organization, "first key"),
            (apiKey.Environment, apiKey.Organization, apiKey.Name));
        Assert.Equal(ApiKey.Full, apiKey.Permissions);
        var key = await registry.FindProcessingKey(merchant.ProcessingKey, CancellationToken.None);
        Assert.Equal(merchant.ProcessingSecret.Reveal(), key?.Secret.Reveal());
        Assert.Equal((merchant.Environment, merchant.Wallet), (key!.Environment, key.Wallet));
        Assert.Equal([merchant.Wallet], await registry.FindWallets(merchant.Environment, CancellationToken.None));
        Assert.Equal(
            [merchant.ProcessingKey], await registry.FindProcessingKeys(merchant.Environment, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such key")]
    [InlineData("a/b#c?")]
    public async Task Other_keys_find_nothing(string presented)
    {
        var (registry, _) = await Provision();
        Assert.Null(await registry.FindApiKey(presented, CancellationToken.None));
        Assert.Null(await registry.FindProcessingKey(presented, CancellationToken.None));
    }

    [Fact]
    public async Task A_key_itself_is_never_stored()
    {
        var (_, merchant) = await Provision();
        var stored = string.Join('\n', tables.Commits.SelectMany(commit => commit.Batch.Writes).Select(
            write => write.Key + string.Join(',', write.Fields.Select(field => field.Value))));
        Assert.DoesNotContain(merchant.ApiKey.Reveal(), stored);
        Assert.DoesNotContain(merchant.ProcessingSecret.Reveal(), stored);
    }

    private static RowWrite EndpointWrite => RowWrite.Put(
        RegistryRows.EndpointOf(Samples.Environment, Samples.EndpointId), RegistryRows.ToFields(Samples.Endpoint));

    private static Task<IReadOnlyList<CallbackEndpoint>> Endpoints(Registry registry) =>
        registry.FindEndpoints(Samples.Environment, CancellationToken.None);

    private static async Task<int?> Fee(Registry registry) =>
        (await registry.FindEnvironment(Samples.Environment, CancellationToken.None))?.DepositFee.Value;

    private static Task Save(Registry registry, BasisPoints fee)
    {
        var environment = new MerchantEnvironment(Samples.Environment, Samples.Organization, "shop", fee);
        return registry.Save(
            [RowWrite.Put(RegistryRows.EnvironmentOf(environment.Id), RegistryRows.ToFields(environment))],
            CancellationToken.None);
    }

    private static SecretBox NewBox() => new(Samples.MasterKey, new ScriptedRandomness(9));

    private Registry NewRegistry() => new(tables, NewBox(), clock);

    private async Task<(Registry Registry, NewMerchant Merchant)> Provision()
    {
        var registry = NewRegistry();
        var randomness = new ScriptedRandomness([.. Enumerable.Range(0, 241).Select(value => (byte)value)]);
        var cursor = new AttentionCursor(tables, clock);
        var provision = new Provision(registry, NewBox(), tables, cursor, randomness, clock);
        var merchant = provision.Invent("shop", new BasisPoints(80));
        await provision.Store(merchant, CancellationToken.None);
        return (registry, merchant);
    }
}
