using Fulgurite.App;
using Fulgurite.Billing;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Verification;
using Fulgurite.Wallets;
using Fulgurite.Worlds;

namespace Fulgurite.Scenarios;

/// <summary>What scenarios about bills are made of.</summary>
internal static class Billings
{
    /// <summary>What a wallet under a line may owe.</summary>
    public static readonly Msat Limit = Msat.FromSats(100_000);

    /// <summary>Enough for a few of them.</summary>
    public static readonly Msat LineLimit = Msat.FromSats(1_000_000);

    /// <summary>No fees, due at once, blocked a day later.</summary>
    public static readonly BillingTerms Free = BillingTerms.None with { PaymentTermDays = 0, GraceDays = 1 };

    /// <summary>A shop, free of processing fees, with a wallet under a line that is billed every day.</summary>
    public static async Task<(Shop Shop, LineOfCreditId Line)> OpenDaily(this World world, BillingTerms terms)
    {
        var first = await world.OpenShop(feeBasisPoints: 0);
        var line = await world.OpenLine(first, LineLimit, terms);
        return (await world.OpenUnder(first, line, Limit), line);
    }

    /// <summary>Money arrives in a wallet.</summary>
    public static async Task Receive(this World world, Shop shop, long satoshis)
    {
        world.Pay(await world.Deposit(shop, satoshis));
        await world.Wait(TimeSpan.FromMinutes(1));
    }

    /// <summary>A wallet sends, for a routing fee of a satoshi.</summary>
    public static async Task Send(this World world, Shop shop, long satoshis)
    {
        var process = world.Processes.First(process => process.IsAlive);
        var order = world.Order(shop, world.Payments.Ask(Msat.FromSats(satoshis), Sends.Hour, Sends.Success));
        Assert.Null((await process.Ask(order)).Value!.Refusal);
        await world.Ended(order, TimeSpan.FromMinutes(5));
        await world.Wait(TimeSpan.FromMinutes(1));
    }

    /// <summary>Waits until an instant.</summary>
    public static Task WaitUntil(this World world, DateTimeOffset at) => world.Wait(at - world.Clock.GetUtcNow());

    /// <summary>A wallet's head.</summary>
    public static Task<WalletHead> Head(this World world, WalletId wallet) =>
        world.Look(async engine => (await engine.Wallets.Head(wallet, CancellationToken.None))!);

    /// <summary>What a wallet has to spend, msat.</summary>
    public static async Task<long> Available(this World world, Shop shop) =>
        (await world.Head(shop.Wallet)).Balances[Account.Available].Value;

    /// <summary>The book of a line: what is in it, and the fees that were posted there.</summary>
    public static async Task<(long Available, long Fees)> Book(this World world, LineOfCreditId line)
    {
        var balances = (await world.Head(BillingBooks.Of(line))).Balances;
        return (balances[Account.Available].Value, balances[Account.ProcessingFees].Value);
    }

    /// <summary>Everything has had its time, and is as it must be.</summary>
    public static async Task EndInOrder(this World world)
    {
        await world.Rest();
        world.MustBeInOrder();
    }

    /// <summary>The same, by the product's own verification as well as by the world's auditor.</summary>
    public static async Task EndProved(this World world)
    {
        await world.EndInOrder();
        var stored = await LivedInWallet.Copy(world);
        foreach (var shop in world.Shops.Where(shop =>
            world.Tables.Get(WalletRows.Table, WalletRows.HeadKey(shop.Wallet)) is not null))
        {
            Assert.Empty((await Verify(stored, shop)).Findings);
        }
    }

    /// <summary>What the product's own verification says of a wallet in a copy of the store.</summary>
    public static Task<WalletVerdict> Verify(ITableStore stored, Shop shop) =>
        new VerifyWallet(stored, new PaymentHashIndex(stored), Composition.Schemes)
            .Execute(shop.Wallet, shop.Environment, _ => { }, CancellationToken.None);
}
