using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Messaging;
using Fulgurite.Money;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

public sealed class SettlementTests
{
    [Fact]
    public void A_settlement_that_comes_twice_is_credited_once() =>
        Stage.Play(1, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            world.Pay(await world.Deposit(shop, 1_000));
            await world.Acknowledged(shop, 1, Steps.Soon);
            var before = await world.Balance(shop, Account.Available);
            world.Bus.AcceptAgain(world.Bus.Accepted.First(message => message.Queue == QueueName.LndEvents));
            await world.Rest();

            Assert.Equal(before, await world.Balance(shop, Account.Available));
            Assert.Single(shop.Server.Received);
            world.MustBeInOrder();
        });

    [Fact]
    public void Two_processes_that_settle_at_once_credit_once()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            Stage.Play(seed, async world =>
            {
                var (one, other) = (world.StartProcess(Roles.Queues), world.StartProcess(Roles.Queues));
                var shop = await world.OpenShop();
                var invoice = await world.Deposit(shop, 1_000);
                world.Pay(invoice);
                var amount = Msat.FromSats(1_000);
                string?[] came = await Task.WhenAll(
                    world.Settle(one, invoice, amount), world.Settle(other, invoice, amount));

                Assert.Equal(["AlreadyCredited", "Credited"], came.Order());
                await world.Rest();
                world.MustBeInOrder();
            });
        }
    }

    [Fact]
    public void The_same_hash_with_another_amount_stores_nothing() =>
        Stage.Play(2, async world =>
        {
            var process = world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1_000);
            world.Pay(invoice);
            await world.Rest();
            var commits = world.Tables.Commits["wallets"];

            Assert.Equal("Contradictory", await world.Settle(process, invoice, Msat.FromSats(1_001)));
            Assert.Equal(commits, world.Tables.Commits["wallets"]);
            world.MustBeInOrder();
        });

    [Fact]
    public void A_hash_that_is_not_ours_is_left_alone() =>
        Stage.Play(3, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            var preimage = new byte[32];
            world.Dice.Fill(preimage);
            var foreign = new Lightning.NewNodeInvoice(
                new Lightning.PaymentPreimage(preimage), Msat.FromSats(5), "", TimeSpan.FromHours(1));
            world.Node.Add(foreign);
            world.Expect(world.Node.Pay(foreign.Preimage.Hash(), Msat.FromSats(5)), "the owner is paid");
            await world.Rest();

            Assert.Equal(0, await world.Balance(shop, Account.LightningIn));
            Assert.Empty(world.Bus.Dead);
            world.MustBeInOrder();
        });

    [Fact]
    public void Two_hundred_settlements_of_one_wallet_share_commits_and_none_is_lost() =>
        Stage.Play(4, async world =>
        {
            world.StartProcess(Roles.Relay);
            var shop = await world.OpenShop(feeBasisPoints: 0);
            var invoices = await Task.WhenAll(Enumerable.Range(1, 200).Select(n => world.Deposit(shop, n)));
            Array.ForEach(invoices, world.Pay);
            await world.Until(() => world.Bus.Held == 200, TimeSpan.FromMinutes(1), "200 settlements wait");
            var process = world.StartProcess(Roles.Queues | Roles.Timers);
            await world.Acknowledged(shop, 200, TimeSpan.FromSeconds(30));

            Assert.Equal(20_100_000, await world.Balance(shop, Account.Available));
            Assert.InRange(process.StorageCalls.Count(c => c is { Operation: "commit", Row: "head" }), 1, 60);
            await world.Rest();
            world.MustBeInOrder();
        });

    [Fact]
    public void A_deposit_costs_a_warm_process_six_storage_transactions() =>
        Stage.Play(5, async world =>
        {
            world.StartProcess(Roles.Relay);
            world.StartProcess(Roles.Timers);
            var process = world.StartProcess(Roles.Queues);
            var shop = await world.OpenShop();
            async Task Flow(int count)
            {
                var order = world.Order(shop, 1_000) with { Id = null };
                world.Pay((await world.Request(process, order)).Value!.Invoice!);
                await world.Acknowledged(shop, count, Steps.Soon);
            }

            await Flow(1);
            process.StorageCalls.Clear();
            for (var count = 2; count <= 21; count++)
            {
                await Flow(count);
            }

            Assert.InRange(process.StorageCalls.Count, 20, 20 * 6);
        });

    [Fact]
    public void Money_that_comes_after_expiry_goes_to_suspense_and_is_told() =>
        Stage.Play(6, async world =>
        {
            world.StartProcess();
            var shop = await world.OpenShop();
            var invoice = await world.Deposit(shop, 1_000);
            await world.Wait(TimeSpan.FromMinutes(20));
            Assert.Equal(InvoiceState.Expired, (await world.Stored(invoice)).State);
            world.Node.Settle(invoice.Hash, Msat.FromSats(1_000));
            await world.Rest();

            Assert.Equal(0, await world.Balance(shop, Account.Available));
            Assert.Equal(1_000_000, await world.Balance(shop, Account.Suspense));
            Assert.Contains(world.EventTypes(shop), type => type == "settlement.suspended");
            Assert.Empty(shop.Server.Received);
            world.MustBeInOrder();
        });
}
