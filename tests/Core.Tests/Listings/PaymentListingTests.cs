using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.Sandbox.MemoryTables;
using Fulgurite.Storage;
using Fulgurite.Tests.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Listings;

public sealed class PaymentListingTests
{
    private static readonly WalletId Other = new(new Guid("99999999-9999-4999-8999-999999999999"));

    private readonly WatchedTableStore tables = new(new MemoryTableStore());
    private readonly ManualClock clock = new();

    private PaymentListing Listing => new(tables, new ListingBlocks(tables, clock));

    [Theory]
    [InlineData(0, true)]
    [InlineData(950, true)]
    [InlineData(2_450, true)]
    [InlineData(2_499, true)]
    [InlineData(2_500, true)]
    [InlineData(0, false)]
    [InlineData(999, false)]
    [InlineData(1_999, false)]
    [InlineData(2_495, false)]
    public async Task A_page_is_the_same_however_far_it_is_away(int offset, bool isNewestFirst)
    {
        var all = await Store(Samples.Wallet, 2_500);
        clock.Advance(TimeSpan.FromHours(1));
        var filter = new ListingFilter([Samples.Wallet]) { IsNewestFirst = isNewestFirst };

        var page = await Listing.ByOffset(filter, offset, 100, CancellationToken.None);

        var expected = (isNewestFirst ? all.AsEnumerable().Reverse() : all).Skip(offset).Take(100).ToList();
        Assert.Equal(expected.Select(p => p.Id), page.Payments.Select(p => p.Id));
        Assert.Equal((2_500, offset + 100 < 2_500), (page.Total, page.HasMore));
    }

    [Fact]
    public async Task What_is_counted_once_is_not_read_again()
    {
        await Store(Samples.Wallet, 5_000);
        clock.Advance(TimeSpan.FromHours(1));
        var filter = new ListingFilter([Samples.Wallet]);
        await Listing.ByOffset(filter, 0, 10, CancellationToken.None);
        var before = tables.Reads;

        var page = await Listing.ByOffset(filter, 4_990, 10, CancellationToken.None);

        Assert.Equal((5_000, 10), (page.Total, page.Payments.Count));
        Assert.True(tables.Reads - before <= 4, $"{tables.Reads - before} reads");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_by_cursor_costs_the_same_however_far_it_is_away(bool isNewestFirst)
    {
        var all = await Store(Samples.Wallet, 6_300);
        clock.Advance(TimeSpan.FromHours(1));
        var filter = new ListingFilter([Samples.Wallet]) { IsNewestFirst = isNewestFirst };
        await Listing.ByOffset(filter, 0, 10, CancellationToken.None);
        var inOrder = isNewestFirst ? all.AsEnumerable().Reverse().ToList() : all;

        foreach (var at in new[] { 0, 999, 1_000, 3_149, 5_999, 6_199 })
        {
            var before = tables.Reads;
            var page = await Listing.After(filter, inOrder[at], 100, CancellationToken.None);

            Assert.Equal(inOrder.Skip(at + 1).Take(100).Select(p => p.Id), page.Payments.Select(p => p.Id));
            Assert.True(tables.Reads - before <= 4, $"{tables.Reads - before} reads at {at}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_of_several_wallets_is_the_same_however_far_it_is_away(bool isNewestFirst)
    {
        // One wallet's last block holds a time in which the other made most of its payments.
        var all = await Store(Samples.Wallet, 4_200);
        all.AddRange(await Store(Other, 3_100, TimeSpan.FromMilliseconds(1_500.5)));
        clock.Advance(TimeSpan.FromHours(1));
        var filter = new ListingFilter([Samples.Wallet, Other]) { IsNewestFirst = isNewestFirst };
        var inOrder = all.OrderBy(p => p.Place, StringComparer.Ordinal).Select(p => p.Id).ToList();
        if (!isNewestFirst)
        {
            inOrder.Reverse();
        }

        await Listing.ByOffset(filter, 0, 10, CancellationToken.None);
        foreach (var offset in new[] { 0, 1, 950, 2_000, 3_333, 5_140, 7_250, 7_299, 7_300, 9_999 })
        {
            var before = tables.Reads;
            var page = await Listing.ByOffset(filter, offset, 100, CancellationToken.None);

            Assert.Equal(inOrder.Skip(offset).Take(100), page.Payments.Select(p => p.Id));
            Assert.Equal((7_300, offset + 100 < 7_300), (page.Total, page.HasMore));
            Assert.True(tables.Reads - before <= 9, $"{tables.Reads - before} reads at {offset}");
        }
    }

    [Fact]
    public async Task Oldest_first_reads_no_more_than_the_time_that_is_asked_for()
    {
        var all = await Store(Samples.Wallet, 6_300);
        await End(all[3_200], ListedStatus.Completed, all[^1].CreatedAt);
        clock.Advance(TimeSpan.FromHours(1));
        var filter = new ListingFilter([Samples.Wallet])
        {
            From = all[3_100].CreatedAt,
            Until = all[3_250].CreatedAt,
            IsNewestFirst = false,
            TellsStatus = true,
        };
        await Listing.ByOffset(new ListingFilter([Samples.Wallet]), 0, 1, CancellationToken.None);
        var before = tables.Reads;

        var found = await ByCursor(filter);

        Assert.Equal(all[3_100..3_251].Select(p => p.Id), found.Select(p => p.Id));
        Assert.Equal(all[3_200].Id, Assert.Single(found, p => p.Status == ListedStatus.Completed).Id);
        Assert.True(tables.Reads - before <= 10, $"{tables.Reads - before} reads");
    }

    [Fact]
    public async Task What_may_still_be_joined_by_others_is_not_counted()
    {
        var all = await Store(Samples.Wallet, 1_500);
        clock.Now = all[^1].CreatedAt;
        var filter = new ListingFilter([Samples.Wallet]);
        Assert.Equal(1_500, (await Listing.ByOffset(filter, 0, 10, CancellationToken.None)).Total);
        Assert.DoesNotContain(tables.Commits, commit => commit.Table == ListingBlocks.Table);

        // Between the others, and later than they were read.
        await Insert(all[700] with { Id = new Guid("00000000-0000-4000-8000-00000000ffff") });
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1_501, (await Listing.ByOffset(filter, 0, 10, CancellationToken.None)).Total);
        Assert.Contains(tables.Commits, commit => commit.Table == ListingBlocks.Table);
    }

    [Fact]
    public async Task Pages_by_cursor_are_the_whole_in_order()
    {
        await Store(Samples.Wallet, 250);
        await Store(Other, 130);
        foreach (var filter in Orders(new ListingFilter([Samples.Wallet, Other])))
        {
            var whole = await Listing.ByOffset(filter, 0, 1_000, CancellationToken.None);
            Assert.Equal((380, 380), (whole.Total, whole.Payments.Count));
            Assert.Equal(whole.Payments.Select(p => p.Id), (await ByCursor(filter)).Select(p => p.Id));
        }
    }

    [Fact]
    public async Task An_end_is_found_with_its_payment()
    {
        var all = await Store(Samples.Wallet, 40);
        await End(all[3], ListedStatus.Completed, all[39].CreatedAt.AddHours(1));
        await End(all[30], ListedStatus.Expired, all[39].CreatedAt.AddHours(2));

        var completed = await List(new ListingFilter([Samples.Wallet]) { Statuses = [ListedStatus.Completed] });
        var open = await List(new ListingFilter([Samples.Wallet]) { Statuses = [ListedStatus.Receiving] });
        var latest = await List(new ListingFilter([Samples.Wallet]) { IsByChange = true });

        Assert.Equal([all[3].Id], completed.Payments.Select(p => p.Id));
        Assert.Equal(38, open.Total);
        Assert.Equal([all[30].Id, all[3].Id, all[39].Id], latest.Payments.Take(3).Select(p => p.Id));
    }

    [Fact]
    public async Task Filters_take_what_they_name()
    {
        var all = await Store(Samples.Wallet, 10);
        var noted = all[0] with
        {
            Id = new Guid("00000000-0000-4000-8000-00000000fff1"),
            Direction = PaymentDirection.Send,
            MetadataDigests = Metadata.Of([new("order", "7"), new("table", "4")])!.Digests,
        };
        await Insert(noted);
        var filter = new ListingFilter([Samples.Wallet]);

        Assert.Equal(1, (await List(filter with { Direction = PaymentDirection.Send })).Total);
        Assert.Equal(1, (await List(filter with { Metadata = Metadata.Of([new("table", "4")])! })).Total);
        Assert.Equal(0, (await List(filter with { Metadata = Metadata.Of([new("table", "7")])! })).Total);
        Assert.Equal(0, (await List(filter with { Kind = PaymentKind.OnChain })).Total);
        Assert.Equal(3, (await List(filter with { From = all[7].CreatedAt })).Total);
        Assert.Equal(4, (await List(filter with { Until = all[2].CreatedAt })).Total);
        Assert.Equal(0, (await List(filter with { Until = DateTimeOffset.MinValue })).Total);
    }

    private static IEnumerable<ListingFilter> Orders(ListingFilter filter) =>
        from isNewestFirst in new[] { true, false }
        from isByChange in new[] { true, false }
        select filter with { IsNewestFirst = isNewestFirst, IsByChange = isByChange };

    private async Task<List<ListedPayment>> ByCursor(ListingFilter filter)
    {
        var found = new List<ListedPayment>();
        while (true)
        {
            var page = await Listing.After(filter, found.LastOrDefault(), 90, CancellationToken.None);
            found.AddRange(page.Payments);
            if (!page.HasMore)
            {
                return found;
            }
        }
    }

    private Task<ListingPage> List(ListingFilter filter) =>
        Listing.ByOffset(filter, 0, 1_000, CancellationToken.None);

    // Oldest first.
    private async Task<List<ListedPayment>> Store(WalletId wallet, int count, TimeSpan later = default)
    {
        var all = Enumerable.Range(0, count).Select(n => new ListedPayment(
            wallet,
            new Guid(n, wallet == Other ? (short)1 : (short)0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0),
            Samples.At.AddMilliseconds(n) + later,
            PaymentDirection.Receive,
            PaymentKind.Bolt11,
            null)).ToList();
        foreach (var some in all.Chunk(100))
        {
            await tables.Commit(
                WalletRows.Table, new RowBatch([.. some.Select(ListingRows.Listed)]), CancellationToken.None);
        }

        return all;
    }

    private Task Insert(ListedPayment payment) => Commit(ListingRows.Listed(payment));

    private Task End(ListedPayment payment, ListedStatus status, DateTimeOffset at) =>
        Commit(ListingRows.Ended(payment.Wallet, payment.CreatedAt, payment.Id, status, at));

    private Task Commit(RowWrite write) =>
        tables.Commit(WalletRows.Table, new RowBatch([write]), CancellationToken.None);
}
