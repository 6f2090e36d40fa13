using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Scenarios;

/// <summary>Requests to be paid on the chain, or by either way, whatever dies and whoever comes together.</summary>
public sealed class RequestTests
{
    private const int CallsMax = 400;

    [Fact]
    public void Another_wallet_here_pays_a_request_within_the_ledger() => Stage.Play(1, async world =>
    {
        world.Chain.Begin();
        world.StartProcess();
        var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 100));
        var request = await Make(world, payee, PaymentKind.Bip21, 1_000);
        var payment = await Paid(world, payer, request);

        Assert.Equal((PaymentState.Succeeded, Msat.Zero), (payment.State, payment.FeePaid));
        Assert.Equal(request.Id, payment.Payee!.Invoice);
        Assert.Equal(("Completed", 0, 1_000_000), Of(world, request));
        Assert.Equal(1_000_000, await world.Balance(payee, Account.Available));
        Assert.Equal(0, await world.Balance(payee, Account.ProcessingFees));
        Assert.Equal(["chain-request.generated", "invoice.settled"], world.EventTypes(payee));
        Assert.Empty(world.Payments.Tries);

        // An address cannot be taken back: what comes there as well is credited as well.
        world.Chain.Pay((request.Address, Msat.FromSats(300)));
        await Done(world);
        Assert.Equal(("Completed", 300_000, 1_000_000), Of(world, request));
        Assert.Equal(1_300_000, await world.Balance(payee, Account.Available));
        await world.Rest();
        world.MustBeInOrder();
    });

    [Fact]
    public void A_wallet_can_pay_its_own_request() => Stage.Play(2, async world =>
    {
        world.Chain.Begin();
        world.StartProcess();
        var shop = await world.OpenShopWith(5_000);
        var request = await Make(world, shop, PaymentKind.Bip21, 1_000);

        Assert.Equal(PaymentState.Succeeded, (await Paid(world, shop, request)).State);
        Assert.Equal(5_000_000, await world.Balance(shop, Account.Available));
        Assert.Equal(("Completed", 0, 1_000_000), Of(world, request));
        await world.Rest();
        world.MustBeInOrder();
    });

    [Fact]
    public async Task Who_paid_a_request_within_the_ledger_cannot_be_changed_unnoticed()
    {
        LivedInWallet? wallet = null;
        Stage.Play(2, async world =>
        {
            world.Chain.Begin();
            world.StartProcess();
            var shop = await world.OpenShopWith(5_000);
            await Paid(world, shop, await Make(world, shop, PaymentKind.Bip21, 1_000));
            await world.Rest();
            wallet = await LivedInWallet.Of(world, shop);
        });
        Assert.Empty((await wallet!.Verify()).Findings);
        var row = wallet.Rows().Single(
            row => row.Key.Row.StartsWith(ChainRequestRows.Prefix, StringComparison.Ordinal));
        foreach (var column in new[] { "paid_by_environment", "paid_by_wallet", "paid_by_payment" })
        {
            var other = new RowFields { { column, Guid.Empty.ToString() } };
            await wallet.Put(row.Key, row.Fields.With(other));
            var finding = Assert.Single((await wallet.Verify()).Findings);
            await wallet.Put(row.Key, row.Fields);

            Assert.Equal((row.Key, column), (finding.Row, finding.Column));
            Assert.Equal((Guid.Empty.ToString(), row.Fields.Text(column)), (finding.Says, finding.ShouldSay));
        }
    }

    [Theory]
    [InlineData(PaymentKind.OnChain)]
    [InlineData(PaymentKind.Bip21)]
    public void A_crash_anywhere_makes_one_request_that_is_paid_once(PaymentKind kind)
    {
        for (var (call, isFinished) = (1, false); !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(3);
                world.Chain.Begin();
                var shop = await world.OpenShop(feeBasisPoints: 0);
                var process = world.StartProcess(Roles.Queues | Roles.Timers);
                process.Wire.LastCall = process.Wire.Calls + call;
                var request = await Make(world, shop, kind, 20_000);
                world.Chain.Pay((request.Address, Msat.FromSats(5_000)));
                await world.Wait(TimeSpan.FromSeconds(5));
                world.Chain.Pay((request.Address, Msat.FromSats(15_000)));
                await Done(world);
                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
                Assert.Equal(("Completed", 20_000_000, 0), Of(world, request));
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }

    [Theory]
    [InlineData(PaymentKind.OnChain)]
    [InlineData(PaymentKind.Bip21)]
    public void A_crash_anywhere_in_a_withdrawal_or_an_expiry_ends_it_once(PaymentKind kind)
    {
        for (var (call, isFinished) = (1, false); !isFinished; call++)
        {
            Stage.Play((ulong)call, async world =>
            {
                world.RestartAfter = TimeSpan.FromSeconds(3);
                world.Chain.Begin();
                var shop = await world.OpenShop(feeBasisPoints: 0);
                var process = world.StartProcess(Roles.Queues | Roles.Timers);
                var expiring = await Make(world, shop, kind, 1_000, TimeSpan.FromMinutes(1));
                var canceled = await Make(world, shop, kind, 1_000);
                process.Wire.LastCall = process.Wire.Calls + call;
                while (await world.Requests.Withdraw(canceled) is null)
                {
                    await world.Wait(TimeSpan.FromSeconds(1));
                }

                await world.Wait(TimeSpan.FromMinutes(8));
                isFinished = process.IsAlive;
                await world.Rest();
                world.MustBeInOrder();
                Assert.Equal((("Expired", 0, 0), ("Canceled", 0, 0)), (Of(world, expiring), Of(world, canceled)));
            });
            Assert.True(call < CallsMax, "the flow comes to an end");
        }
    }

    // Chain, network, a wallet here and the merchant's second thoughts, all in one breath.
    [Fact]
    public void Whoever_comes_together_is_credited_and_the_request_ends_once()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            Stage.Play(seed, async world =>
            {
                world.Chain.Begin();
                world.StartProcess();
                world.StartProcess();
                var (payer, payee) = (await world.OpenShopWith(5_000), await world.OpenShop(feeBasisPoints: 0));
                var request = await Make(world, payee, PaymentKind.Bip21, 1_000);
                var hash = world.Requests.Find(request.PaymentRequest!)!.Hash;
                Assert.True(Lightning.PaymentHash.TryParse(hash, out var named));
                world.Weather = new Weather { CallsSlow = 150, MessagesTwice = 500 };
                world.Chain.Pay((request.Address, Msat.FromSats(1_000)));
                world.Chain.Mine();
                world.Scheduler.After(
                    world.Dice.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(200)),
                    () => world.Node.Pay(named, Msat.FromSats(1_000)));
                var order = Order(world, payer, request);
                await Task.WhenAll(world.Repeat(order), world.Requests.Withdraw(request));
                var payment = await world.Ended(order, Sends.Hour);
                world.Weather = Weather.Fine;
                await Done(world);
                await world.Rest();
                world.MustBeInOrder();

                var (state, onChain, overLightning) = Of(world, request);
                Assert.Contains(state, new[] { "Completed", "Canceled" });
                Assert.Equal(1_000_000, onChain + await world.Balance(payee, Account.Suspense));
                var isNet = world.Node.Ever(hash)?.SettledAt is not null;
                Assert.Equal(isNet || payment.State == PaymentState.Succeeded ? 1_000_000 : 0, overLightning);
                Assert.False(isNet && payment.State == PaymentState.Succeeded, "it is paid once");
            });
        }
    }

    [Fact]
    public void What_no_block_takes_holds_a_request_open_for_two_weeks_and_no_longer() => Stage.Play(5, async world =>
    {
        world.Chain.Begin();
        var process = world.StartProcess(Roles.Queues | Roles.Timers);
        var shop = await world.OpenShop();
        var request = await Make(world, shop, PaymentKind.OnChain, 1_000);
        var paid = world.Chain.Pay((request.Address, Msat.FromSats(1_000)));
        await world.Until(() => world.EventTypes(shop).Count == 2, TimeSpan.FromMinutes(2), "it is noted");
        Assert.True(world.Chain.Replace(paid, (world.Chain.Stranger(), Msat.FromSats(900))));
        await world.Wait(TimeSpan.FromHours(2));
        Assert.Equal("Open", Of(world, request).State);
        process.Crash();
        await world.Wait(ChainRequest.PatienceMax - TimeSpan.FromHours(2));
        world.StartProcess(Roles.Queues | Roles.Timers);
        await world.Wait(TimeSpan.FromMinutes(10));
        Assert.Equal("Open", Of(world, request).State);
        await world.Wait(TimeSpan.FromMinutes(10));

        Assert.Equal(("Expired", 0, 0), Of(world, request));
        world.MustBeSound();
    });

    private static Task<ChainRequest> Make(
        World world, Shop shop, PaymentKind kind, long satoshis, TimeSpan? expiry = null) =>
        world.Requests.Make(world.Requests.Order(shop, kind, satoshis, expiry ?? TimeSpan.FromMinutes(15)));

    private static NewPayment Order(World world, Shop payer, ChainRequest request) => new(
        new PaymentId(world.Dice.NextUuid()),
        payer.Environment,
        payer.Wallet,
        request.PaymentRequest!,
        null,
        Msat.FromSats(10));

    private static async Task<Payment> Paid(World world, Shop payer, ChainRequest request)
    {
        var order = Order(world, payer, request);
        await world.Repeat(order);
        return await world.Ended(order, TimeSpan.FromMinutes(5));
    }

    private static (string State, long OnChainMsat, long LightningMsat) Of(World world, ChainRequest request)
    {
        var row = world.Tables.Witness.Row("wallets", $"{request.Wallet}", $"chain-request|{request.Id}")!;
        return (row.Text("state"), row.Integer("paid_onchain_msat"), row.Integer("paid_lightning_msat"));
    }

    private static Task Done(World world) => world.Until(
        () => !ChainAudit.IsUnderWay(world), TimeSpan.FromHours(2), "everything on chain is done");
}
