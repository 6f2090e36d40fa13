using Fulgurite.Listings;
using Fulgurite.Worlds;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Scenarios;

/// <summary>Lists of payments, read while payments come.</summary>
public sealed class ListingTests
{
    // Two blocks of a thousand are counted on the way, each by whoever happens to read.
    [Fact]
    public void Lists_are_exact_while_thousands_of_invoices_come() => Stage.Play(1, async world =>
    {
        var processes = new[] { world.StartProcess(Roles.None), world.StartProcess(Roles.None) };
        var shop = await world.OpenShop();
        for (var hundred = 0; hundred < 22; hundred++)
        {
            var coming = Enumerable.Range(0, 100).Select(_ => world.Deposit(shop, 1_000, TimeSpan.FromDays(1)));
            await Task.WhenAll([.. coming, List(world, shop, processes[hundred % 2], hundred * 90)]);
            await world.Wait(TimeSpan.FromMinutes(1));
        }

        await world.Wait(TimeSpan.FromMinutes(3));
        await List(world, shop, processes[0], 2_150);
        Assert.Equal(2, world.Tables.Witness.Partition("listings", shop.Wallet.ToString()).Count);
        world.MustBeSound();
    });

    private static async Task List(World world, Shop shop, Process process, int offset)
    {
        var before = ListingAudit.Listed(world, shop.Wallet.ToString());
        var page = (await process.Ask(engine => engine.Listing.ByOffset(
            new ListingFilter([shop.Wallet]) { IsNewestFirst = false }, offset, 50, CancellationToken.None))).Value!;
        Assert.Empty(ListingAudit.OfPage(
            ([.. page.Payments.Select(payment => (payment.Place, payment.Status.ToString()))], page.Total!.Value),
            (false, false, offset, 50),
            before,
            ListingAudit.Listed(world, shop.Wallet.ToString())));
    }
}
