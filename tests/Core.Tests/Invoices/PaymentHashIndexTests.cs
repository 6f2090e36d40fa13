using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.Invoices;

public sealed class PaymentHashIndexTests
{
    private static readonly InvoiceLocation Location = new(Samples.Environment, Samples.Wallet, Samples.InvoiceId);

    private readonly WatchedTableStore tables = new(new MemoryTableStore());

    [Fact]
    public async Task Finds_where_a_hash_belongs()
    {
        await new PaymentHashIndex(tables).Add(Samples.Hash, Location, CancellationToken.None);
        Assert.Equal(Location, await new PaymentHashIndex(tables).Find(Samples.Hash, CancellationToken.None));
    }

    [Fact]
    public async Task Who_recorded_it_is_told_without_a_read_once()
    {
        var index = new PaymentHashIndex(tables);
        await index.Add(Samples.Hash, Location, CancellationToken.None);
        Assert.Equal(Location, await index.Find(Samples.Hash, CancellationToken.None));
        Assert.Equal(0, tables.Reads);
        Assert.Equal(Location, await index.Find(Samples.Hash, CancellationToken.None));
        Assert.Equal(1, tables.Reads);
    }

    [Fact]
    public async Task What_may_not_be_recorded_is_not_remembered()
    {
        var index = new PaymentHashIndex(tables);
        tables.OnCommit = (_, _, _) => Task.FromResult(CommitOutcome.Unknown());
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => index.Add(Samples.Hash, Location, CancellationToken.None));
        Assert.Null(await index.Find(Samples.Hash, CancellationToken.None));
    }

    [Fact]
    public async Task A_hash_that_is_not_ours_is_null() =>
        Assert.Null(await new PaymentHashIndex(tables).Find(new PaymentHash(new byte[32]), CancellationToken.None));

    [Fact]
    public async Task Adding_again_changes_nothing()
    {
        var index = new PaymentHashIndex(tables);
        Assert.True(await index.Add(Samples.Hash, Location, CancellationToken.None));
        Assert.True(await index.Add(Samples.Hash, Location, CancellationToken.None));
        Assert.Equal(Location, await index.Find(Samples.Hash, CancellationToken.None));
    }

    [Fact]
    public async Task A_hash_that_belongs_to_another_wallet_is_neither_overwritten_nor_used()
    {
        await new PaymentHashIndex(tables).Add(Samples.Hash, Location, CancellationToken.None);
        InvoiceLocation[] others =
        [
            Location with { Wallet = new WalletId(Guid.Empty) },
            Location with { Environment = new EnvironmentId(Guid.Empty) },
            Location with { Invoice = new InvoiceId(Guid.Empty) },
            Location with { Direction = PaymentDirection.Send },
        ];
        foreach (var other in others)
        {
            var index = new PaymentHashIndex(tables);
            Assert.False(await index.Add(Samples.Hash, other, CancellationToken.None));
            Assert.Equal(Location, await index.Find(Samples.Hash, CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_hash_that_may_not_be_recorded_is_not_used()
    {
        tables.OnCommit = (_, _, _) => Task.FromResult(CommitOutcome.Unknown());
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => new PaymentHashIndex(tables).Add(Samples.Hash, Location, CancellationToken.None));
    }
}
