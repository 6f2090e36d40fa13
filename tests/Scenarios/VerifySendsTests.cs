using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Verification;
using Fulgurite.Wallets;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>Payments in the books beside the payments of their node.</summary>
public sealed class VerifySendsTests
{
    [Fact]
    public void What_was_sent_is_what_the_node_sent_at_any_moment() =>
        Stage.Play(1, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShopWith(100_000);
            for (var n = 1; n <= 24; n++)
            {
                var fate = n % 3 == 0 ? Sends.NoRoute : new PaymentFate(TimeSpan.FromSeconds(n), Msat.FromSats(n % 9));
                await world.Repeat(world.Order(shop, world.Payments.Ask(null, Sends.Hour, fate)));
                var verdict = await Verify(world, shop);
                Assert.True(verdict.IsProved, $"{verdict} {string.Join(" ;; ", verdict.Findings)}");
            }

            await world.Rest();
            var last = await Verify(world, shop);
            Assert.Equal((16, 0, (0, 0)), (last.Succeeded, last.UnderWay, last.Uncaptured));
            Assert.Equal(await world.Balance(shop, Account.LightningOut), last.NodeOut);
            Assert.Equal(await world.Balance(shop, Account.NetworkFees), last.NodeFees);
        });

    [Fact]
    public void A_success_that_is_still_held_is_told_and_is_no_fault() =>
        Stage.Play(2, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            var slow = new PaymentFate(TimeSpan.FromMinutes(5), Msat.FromSats(2));
            var order = world.Order(shop, world.Payments.Ask(null, Sends.Hour, slow));
            await process.Ask(order);
            await world.Wait(TimeSpan.FromMinutes(1));
            Assert.Equal((0, 1), ((await Verify(world, shop)).Succeeded, (await Verify(world, shop)).UnderWay));
            process.Crash();
            await world.Wait(TimeSpan.FromMinutes(10));

            var verdict = await Verify(world, shop);
            Assert.True(verdict.IsProved);
            Assert.Equal((1, 0, (1_000_000, 2_000)), (verdict.Succeeded, verdict.UnderWay, verdict.Uncaptured));
        });

    [Theory]
    [InlineData("fee_paid_msat", 1L, "fee_paid_msat")]
    [InlineData("amount_msat", 1L, "amount_msat")]
    public void A_capture_of_another_amount_is_named(string column, long change, string named) =>
        Stage.Play(3, async world =>
        {
            var (shop, payment) = await Paid(world, Sends.Success);
            var (tables, key) = (Copy(world), PaymentRows.Key(shop.Wallet, payment.Id));
            var row = (await tables.Get(WalletRows.Table, key, default))!;
            await Put(tables, row, new RowFields { { column, row.Fields.Integer(column) + change } });

            var finding = Assert.Single((await Verify(world, shop, tables)).Findings);
            Assert.Equal((key, named), (finding.Row, finding.Column));
        });

    [Fact]
    public void A_success_that_was_released_is_named() =>
        Stage.Play(4, async world =>
        {
            var (shop, payment) = await Paid(world, Sends.Success);
            var (tables, key) = (Copy(world), PaymentRows.Key(shop.Wallet, payment.Id));
            var row = (await tables.Get(WalletRows.Table, key, default))!;
            await Put(tables, row, new RowFields { { "state", "Failed" } });

            var finding = Assert.Single((await Verify(world, shop, tables)).Findings);
            Assert.Equal((key, "Succeeded"), (finding.Row, finding.ShouldSay));
        });

    [Fact]
    public void A_capture_that_is_no_success_at_the_node_is_named() =>
        Stage.Play(5, async world =>
        {
            var (shop, payment) = await Paid(world, Sends.Success);
            var verdict = await world.Look(engine => new VerifySends(engine.Ports.Tables, new NoAccounts())
                .Execute([new ListedWallet(shop.Environment, shop.Wallet)], CancellationToken.None));

            var finding = Assert.Single(verdict.Findings);
            Assert.Equal(PaymentRows.Key(shop.Wallet, payment.Id), finding.Row);
            Assert.False(verdict.IsProved);
        });

    [Fact]
    public void What_somebody_else_had_the_node_pay_is_not_ours() =>
        Stage.Play(6, async world =>
        {
            var (shop, payment) = await Paid(world, Sends.Success);
            var tables = Copy(world);
            var row = (await tables.Get(WalletRows.Table, PaymentRows.Key(shop.Wallet, payment.Id), default))!;
            var never = new RowFields();
            foreach (var (column, value) in row.Fields.Where(field => field.Key != "requested_at"))
            {
                never = never.With(column switch
                {
                    "state" => new RowFields { { "state", nameof(PaymentState.Failed) } },
                    _ when value is string text => new RowFields { { column, text } },
                    _ when value is long number => new RowFields { { column, number } },
                    _ when value is bool flag => new RowFields { { column, flag } },
                    _ => new RowFields { { column, (DateTimeOffset)value } },
                });
            }

            await Put(tables, row with { Fields = [] }, never);
            var verdict = await Verify(world, shop, tables);
            Assert.Empty(verdict.Findings);
            Assert.Equal((0, 0), (verdict.Succeeded, verdict.NodeOut));
        });

    private static async Task<(Shop Shop, Payment Payment)> Paid(World world, PaymentFate fate)
    {
        var process = world.StartProcess();
        var shop = await world.OpenShopWith(5_000);
        var order = world.Order(shop, world.Payments.Ask(null, Sends.Hour, fate));
        await process.Ask(order);
        return (shop, await world.Ended(order, Steps.Soon));
    }

    private static Task<SendsVerdict> Verify(World world, Shop shop) => world.Look(engine =>
        new VerifySends(engine.Ports.Tables, new WorldAccounts(world))
            .Execute([new ListedWallet(shop.Environment, shop.Wallet)], CancellationToken.None));

    private static Task<SendsVerdict> Verify(World world, Shop shop, ITableStore tables) =>
        new VerifySends(tables, new WorldAccounts(world))
            .Execute([new ListedWallet(shop.Environment, shop.Wallet)], CancellationToken.None);

    private static ITableStore Copy(World world) => LivedInWallet.Copy(world).GetAwaiter().GetResult();

    private static Task Put(ITableStore tables, Row row, RowFields changes) => tables.Commit(
        WalletRows.Table,
        new RowBatch([RowWrite.Put(row.Key, row.Fields.With(changes))]),
        CancellationToken.None);

    // A node whose records were deleted.
    private sealed class NoAccounts : INodeAccounts
    {
        public IAsyncEnumerable<NodePayment> ListPayments(CancellationToken cancel) =>
            AsyncEnumerable.Empty<NodePayment>();

        public Task<NodeFunds> GetFunds(CancellationToken cancel) =>
            Task.FromResult(new NodeFunds(Msat.Zero, Msat.Zero));
    }
}
