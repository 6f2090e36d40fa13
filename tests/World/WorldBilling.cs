using Fulgurite.Cycles;

namespace Fulgurite.Worlds;

/// <summary>The billing of merchants' wallets.</summary>
internal static class WorldBilling
{
    /// <summary>Has a wallet billed every day.</summary>
    public static async Task Bill(this World world, Shop shop)
    {
        world.Billed.Add(shop.Wallet.ToString());
        var daily = new BillingSchedule(BillingFrequency.Daily, new DateOnly(2026, 1, 1));
        await world.Insist(async engine =>
        {
            await engine.Billing.Cycles.Begin(shop.Wallet, daily, CancellationToken.None);
            return "begun";
        });
    }
}
