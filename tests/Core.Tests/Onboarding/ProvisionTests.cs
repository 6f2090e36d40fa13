using Fulgurite.Access;
using Fulgurite.Books;
using Fulgurite.Money;
using Fulgurite.Onboarding;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Books;
using Fulgurite.Tests.Identity;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Onboarding;

public sealed class ProvisionTests
{
    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly ManualClock clock = new();

    [Fact]
    public void Every_id_and_key_of_a_merchant_is_its_own()
    {
        var merchant = NewProvision().Invent("shop", new BasisPoints(80));
        var ids = new[]
        {
            merchant.Organization.Value, merchant.Environment.Value, merchant.LineOfCredit.Value, merchant.Wallet.Value,
        };
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(("fulg_".Length + 43, 32, 64), (
            merchant.ApiKey.Reveal().Length,
            merchant.ProcessingKey.Length,
            merchant.ProcessingSecret.Reveal().Length));
        Assert.Empty(tables.Commits);
    }

    [Fact]
    public async Task Storing_again_does_not_empty_a_wallet_that_was_paid_into()
    {
        var provision = NewProvision();
        var merchant = provision.Invent("shop", new BasisPoints(80));
        await provision.Store(merchant, CancellationToken.None);
        var keeper = new BookKeeper(tables, new AttentionIndex(tables, clock), clock);
        Assert.IsType<BookResult.Applied>(
            await keeper.Execute(merchant.Wallet, Commands.Deposit("k", 5), CancellationToken.None));
        await provision.Store(merchant, CancellationToken.None);
        Assert.Equal(1, (await new WalletReads(tables).Head(merchant.Wallet, CancellationToken.None))?.Sequence);
    }

    [Fact]
    public async Task A_store_that_failed_part_way_is_repeated_with_the_same_merchant()
    {
        var provision = NewProvision();
        var merchant = provision.Invent("shop", new BasisPoints(80));
        tables.OnCommit = (_, _, commit) =>
            tables.Commits.Count <= 2 ? commit() : throw new StorageUnavailableException("away");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => provision.Store(merchant, CancellationToken.None));
        tables.OnCommit = (_, _, commit) => commit();
        await provision.Store(merchant, CancellationToken.None);
        var registry = new Registry(tables, NewBox(), clock);
        Assert.NotNull(await registry.FindApiKey(merchant.ApiKey.Reveal(), CancellationToken.None));
    }

    private static SecretBox NewBox() => new(Samples.MasterKey, new ScriptedRandomness(9));

    private Provision NewProvision() => new(
        new Registry(tables, NewBox(), clock),
        NewBox(),
        tables,
        new AttentionCursor(tables, clock),
        new ScriptedRandomness([.. Enumerable.Range(0, 241).Select(value => (byte)value)]),
        clock);
}
