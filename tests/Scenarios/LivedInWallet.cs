using Fulgurite.App;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Verification;
using Fulgurite.Wallets;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>A copy of what a merchant's wallet left in the store after all that can happen to one.</summary>
internal sealed class LivedInWallet
{
    private LivedInWallet(Shop shop, MemoryTableStore tables) => (Shop, Tables) = (shop, tables);

    public Shop Shop { get; }

    public MemoryTableStore Tables { get; }

    /// <summary>The one that tests share; whoever changes it puts it back as it was.</summary>
    public static Lazy<LivedInWallet> Shared { get; } = new(Create);

    /// <summary>What a shop of a world that ends left.</summary>
    public static async Task<LivedInWallet> Of(World world, Shop shop) => new(shop, await Copy(world));

    /// <summary>Lives through it.</summary>
    public static LivedInWallet Create()
    {
        LivedInWallet? wallet = null;
        var evening = new DateTimeOffset(2026, 2, 28, 23, 45, 0, TimeSpan.Zero);
        Stage.Play(1, start: evening, scenario: async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            await world.Bill(shop);
            shop.Server.Behaviour = attempt => attempt % 3 == 0 ? Conduct.Fail : Conduct.Acknowledge;
            for (var n = 1; n <= 3; n++)
            {
                world.Pay(await world.Deposit(shop, 1_000 * n));
                await world.Wait(TimeSpan.FromSeconds(2));
            }

            var order = world.Order(shop, 7_000) with { MerchantReference = null, CustomerReference = "customer-7" };
            world.Orders[^1] = order;
            var bare = await world.Request(world.Processes[0], order);
            world.Pay(bare.Value!.Invoice!);
            var (late, lost) = (await world.Deposit(shop, 5_000), await world.Deposit(shop, 6_000));
            await world.Wait(TimeSpan.FromMinutes(20));
            world.Node.Settle(late.Hash, Msat.FromSats(5_001));
            await world.Wait(TimeSpan.FromMinutes(2));
            Assert.Equal(InvoiceState.Expired, (await world.Stored(lost)).State);
            shop.Server.Behaviour = _ => Conduct.Fail;
            world.Pay(await world.Deposit(shop, 8_000));
            await world.Wait(TimeSpan.FromSeconds(10));
            await world.Deposit(shop, 9_000);
            await Withdraw(world, await world.Deposit(shop, 10_000));
            await Send(world, shop);
            await world.Paid(shop, await world.Deposit(shop, 2_000));
            world.MustBeSound();
            wallet = new LivedInWallet(shop, await Copy(world));
        });
        return wallet!;
    }

    public IReadOnlyList<Row> Rows()
    {
        var page = Tables.Query(WalletRows.Table, new RowQuery(Shop.Wallet.ToString()), CancellationToken.None);
        return page.GetAwaiter().GetResult().Rows;
    }

    public Task Put(RowKey key, RowFields fields) => Put(WalletRows.Table.Value, key, fields);

    public async Task Put(string table, RowKey key, RowFields fields) => Assert.Equal(
        CommitStatus.Committed,
        (await Tables.Commit(
            new TableName(table), new RowBatch([RowWrite.Put(key, fields)]), CancellationToken.None)).Status);

    public async Task Delete(RowKey key) => Assert.Equal(
        CommitStatus.Committed,
        (await Tables.Commit(
            WalletRows.Table, new RowBatch([RowWrite.DeleteAny(key)]), CancellationToken.None)).Status);

    public Task<WalletVerdict> Verify() => Verify(Tables);

    public Task<WalletVerdict> Verify(ITableStore tables) =>
        new VerifyWallet(tables, new PaymentHashIndex(tables), Composition.Schemes)
            .Execute(Shop.Wallet, Shop.Environment, _ => { }, CancellationToken.None);

    // A keysend, one that succeeds, one that fails, one of an amount that the payer chose, and one that hangs.
    private static async Task Withdraw(Worlds.World world, Invoice invoice)
    {
        world.Withdrawn.Add(invoice.Id.ToString());
        var ended = await world.Processes[0].Ask(async engine => (await engine.CancelInvoice.Execute(
            invoice.Wallet, invoice.Id, CancellationToken.None)).ToString());
        Assert.Equal(nameof(CancelInvoiceOutcome.Canceled), ended.Value);
    }

    private static async Task Send(World world, Shop shop)
    {
        var hangs = new PaymentFate(TimeSpan.FromDays(2), Msat.FromSats(1));
        var asked = Msat.FromSats(1_000);
        var records = new Dictionary<string, string> { ["7629169"] = "c0ffee" };
        Assert.Equal(CustomRecordsError.None, CustomRecords.Read(records, out var telling));
        var keysend = world.Keysend(shop, Sends.Success);
        var destination = ((PaymentTarget.Keysend)keysend.Target).Destination;
        Assert.Null((await world.Repeat(
            keysend with { Target = new PaymentTarget.Keysend(destination, telling) })).Refusal);
        await world.Wait(TimeSpan.FromSeconds(30));
        foreach (var (amount, fate) in new[]
        {
            ((Msat?)asked, Sends.Success), (asked, Sends.NoRoute), (null, Sends.Success), (asked, hangs),
        })
        {
            var order = world.Order(shop, world.Payments.Ask(amount, Sends.Hour, fate));
            Assert.Null((await world.Repeat(order)).Refusal);
            await world.Wait(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Every row of a world.</summary>
    public static async Task<MemoryTableStore> Copy(World world)
    {
        var copy = new MemoryTableStore();
        foreach (var (table, partition) in world.Tables.Partitions)
        {
            foreach (var row in world.Tables.Query(new TableName(table), new RowQuery(partition)).Rows)
            {
                await copy.Commit(
                    new TableName(table),
                    new RowBatch([RowWrite.Insert(row.Key, row.Fields)]),
                    CancellationToken.None);
            }
        }

        return copy;
    }
}
