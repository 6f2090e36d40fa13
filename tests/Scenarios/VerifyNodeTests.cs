using Fulgurite.App;
using Fulgurite.Invoices;
using Fulgurite.Storage;
using Fulgurite.Verification;
using Fulgurite.Wallets;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class VerifyNodeTests
{
    [Fact]
    public void Verifying_beside_a_running_product_does_not_cry_wolf() =>
        Stage.Play(1, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            for (var n = 1; n <= 40; n++)
            {
                world.Pay(await world.Deposit(shop, n));
                if (n % 4 == 0)
                {
                    Assert.Empty((await VerifyWallet(world, shop)).Findings);
                    var node = await VerifyNode(world, shop);
                    Assert.True(node.IsProved, $"{node}");
                }
            }

            await world.Rest();
            Assert.Equal((40, 0), ((await VerifyNode(world, shop)).Settled, (await VerifyNode(world, shop)).OnTheWay));
        });

    [Fact]
    public void A_settlement_that_the_books_lack_is_named() =>
        Stage.Play(2, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1));
            var lost = await world.Deposit(shop, 2);
            await world.Acknowledged(shop, 1, Steps.Soon);
            process.Crash();
            world.Pay(lost);
            var soon = await VerifyNode(world, shop);
            Assert.Equal((true, 2_000), (soon.IsProved, soon.OnTheWay));
            await world.Wait(TimeSpan.FromMinutes(5));

            var verdict = await VerifyNode(world, shop);
            var finding = Assert.Single(verdict.Findings);
            Assert.Equal(
                (InvoiceRows.Key(shop.Wallet, lost.Id), "nothing", "2000"),
                (finding.Row, finding.Says, finding.ShouldSay));
            Assert.Equal((1_000, 3_000, false), (verdict.LedgerIn, verdict.NodeIn, verdict.IsProved));
        });

    [Fact]
    public void A_credit_that_the_node_never_settled_is_named() =>
        Stage.Play(3, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1);
            world.Pay(invoice);
            await world.Acknowledged(shop, 1, Steps.Soon);
            world.Node.Forget(invoice.Hash);
            await world.Rest();

            var finding = Assert.Single((await VerifyNode(world, shop)).Findings);
            Assert.Equal(WalletRows.EventKey(shop.Wallet, 1), finding.Row);
        });

    private static Task<WalletVerdict> VerifyWallet(World world, Shop shop) => world.Look(engine =>
        new VerifyWallet(engine.Ports.Tables, new PaymentHashIndex(engine.Ports.Tables), Composition.Schemes)
            .Execute(shop.Wallet, shop.Environment, _ => { }, CancellationToken.None));

    private static Task<NodeVerdict> VerifyNode(World world, Shop shop) => world.Look(engine =>
    {
        ITableStore tables = engine.Ports.Tables;
        return new VerifyNode(tables, engine.Ports.Node, new PaymentHashIndex(tables), world.Clock)
            .Execute([new ListedWallet(shop.Environment, shop.Wallet)], CancellationToken.None);
    });
}
