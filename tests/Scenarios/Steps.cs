using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Scenarios;

/// <summary>What scenarios are made of, besides the world's own verbs.</summary>
internal static class Steps
{
    /// <summary>Long enough for whatever happens without a wait of its own.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>The invoice as it is stored now.</summary>
    public static Task<Invoice> Stored(this World world, Invoice invoice) => world.Look(
        async engine => (await engine.Invoices.ById(invoice.Wallet, invoice.Id, CancellationToken.None))!);

    /// <summary>An account's balance, msat.</summary>
    public static async Task<long> Balance(this World world, Shop shop, Account account)
    {
        var head = await world.Look(
            async engine => (await engine.Wallets.Head(shop.Wallet, CancellationToken.None))!);
        return head.Balances[account].Value;
    }

    /// <summary>The types of the shop's events, in order.</summary>
    public static IReadOnlyList<string> EventTypes(this World world, Shop shop) =>
        [.. StoreReader.Table(world, "wallets")[shop.Wallet.ToString()]
            .Where(row => row.Part(0) == "event").Select(row => row.Text("type"))];

    /// <summary>The customer pays what is asked.</summary>
    public static void Pay(this World world, Invoice invoice) =>
        world.Expect(world.Node.Pay(invoice.Hash, invoice.Amount ?? Msat.FromSats(1)), "the invoice is payable");

    /// <summary>Waits until the shop's server has acknowledged so many callbacks.</summary>
    public static Task Acknowledged(this World world, Shop shop, int count, TimeSpan within) => world.Until(
        () => shop.Server.Received.Count(r => r.Conduct == Conduct.Acknowledge) >= count,
        within,
        $"{count} callbacks are acknowledged by {shop.Server.Url.Host}");

    /// <summary>Has a process settle an invoice at once, without relay and queue; what came of it.</summary>
    public static async Task<string?> Settle(this World world, Process process, Invoice invoice, Msat amount)
    {
        var atNode = world.Node.Find(invoice.Hash)! with { AmountPaid = amount };
        var answer = await process.Ask(async engine =>
        {
            var settlement = Settlement.Of(world.Node.Info.Id, atNode);
            return (await engine.SettleInvoice.Execute(settlement, CancellationToken.None)).ToString();
        });
        return answer.Value;
    }
}
