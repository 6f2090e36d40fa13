using System.Runtime.CompilerServices;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Listings;

/// <summary>
/// Lists payments of one or several wallets. Exact: whoever was told that a payment exists finds it. In the order of
/// creation, either way, a page costs the same at any depth, by offset as well as by cursor: a handful of storage
/// transactions for each wallet. A filter costs another for every thousand payments that it passes over, and the order
/// of the last change reads all of them.
/// </summary>
public sealed class PaymentListing(ITableStore tables, ListingBlocks blocks)
{
    private const int WalletsAtOnce = 16;

    /// <summary>A page by its distance from the beginning, with the total.</summary>
    public async Task<ListingPage> ByOffset(
        ListingFilter filter, long offset, int limit, CancellationToken cancel)
    {
        if (filter.IsPlain)
        {
            return await Plain(filter, offset, limit, cancel);
        }

        var all = await All(filter, cancel);
        var page = all.Skip((int)Math.Min(offset, int.MaxValue)).Take(limit).ToList();
        return new ListingPage(page, all.Count, offset + page.Count < all.Count);
    }

    /// <summary>The page that follows a payment, or the first; without the total.</summary>
    public async Task<ListingPage> After(
        ListingFilter filter, ListedPayment? last, int limit, CancellationToken cancel)
    {
        List<ListedPayment> found;
        if (filter.IsByChange)
        {
            var all = await All(filter, cancel);
            var from = last is null ? 0 : all.FindIndex(payment => Order(filter, payment, last) > 0);
            found = from < 0 ? [] : [.. all.Skip(from).Take(limit + 1)];
        }
        else
        {
            var following = filter.IsNewestFirst ? Newest(filter, last, cancel) : Oldest(filter, last, cancel);
            found = await following.Take(limit + 1).ToListAsync(cancel);
        }

        return new ListingPage([.. found.Take(limit)], null, found.Count > limit);
    }

    /// <summary>
    /// Every payment that a filter takes, newest first, from the one on that follows another. One storage transaction
    /// for each thousand.
    /// </summary>
    public IAsyncEnumerable<ListedPayment> Newest(
        ListingFilter filter, ListedPayment? after, CancellationToken cancel)
    {
        var from = after is null ? null : after.Place + "~";
        var wallets = filter.Wallets.Select(wallet => Between(wallet, filter, from, null, cancel));
        return MergedListing.Of([.. wallets], isNewestFirst: true, cancel).Where(filter.Takes);
    }

    /// <summary>The same, oldest first. For each wallet two storage transactions more.</summary>
    public IAsyncEnumerable<ListedPayment> Oldest(
        ListingFilter filter, ListedPayment? after, CancellationToken cancel)
    {
        var wallets = filter.Wallets.Select(wallet => OldestOf(wallet, filter, after, cancel));
        return MergedListing.Of([.. wallets], isNewestFirst: false, cancel).Where(filter.Takes);
    }

    /// <summary>Every payment that a filter takes, in its order.</summary>
    public async Task<List<ListedPayment>> All(ListingFilter filter, CancellationToken cancel)
    {
        var all = await Newest(filter, null, cancel).ToListAsync(cancel);
        if (!filter.IsNewestFirst || filter.IsByChange)
        {
            all.Sort((one, other) => Order(filter, one, other));
        }

        return all;
    }

    private static int Order(ListingFilter filter, ListedPayment one, ListedPayment other)
    {
        var byChange = filter.IsByChange ? other.UpdatedAt.CompareTo(one.UpdatedAt) : 0;
        var order = byChange != 0 ? byChange : string.CompareOrdinal(one.Place, other.Place);
        return filter.IsNewestFirst ? order : -order;
    }

    // Tables are read forwards only, which is newest first here, so what comes before is read a run at a time.
    private async IAsyncEnumerable<ListedPayment> OldestOf(
        WalletId wallet,
        ListingFilter filter,
        ListedPayment? after,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var (from, before) = (PlaceOf(filter.Until) ?? "", Earlier(after?.Place, PlaceAfter(filter.From)));
        foreach (var run in await blocks.Runs(wallet, cancel))
        {
            var isBefore = before is not null && string.CompareOrdinal(run.First, before) >= 0;
            if (!isBefore && string.CompareOrdinal(run.Last, from) >= 0)
            {
                var end = Earlier(run.Last + "~", before);
                var payments = await Between(wallet, filter, run.First, end, cancel).ToListAsync(cancel);
                for (var i = payments.Count - 1; i >= 0; i--)
                {
                    yield return payments[i];
                }
            }
        }
    }

    // Where what was created then or before begins, and where what was created then or later ends.
    private static string? PlaceOf(DateTimeOffset? at) => at is { } then ? ListingRows.PlaceFrom(then) : null;

    private static string? PlaceAfter(DateTimeOffset? at) => at is { } then ? ListingRows.PlaceFrom(then) + "~" : null;

    // A wallet's payments between two places that are in the filter's time, newest first, each as it stands where that
    // matters. Ends are listed in the same order, so one pass over both suffices.
    private async IAsyncEnumerable<ListedPayment> Between(
        WalletId wallet,
        ListingFilter filter,
        string? from,
        string? before,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        from = Later(from, PlaceOf(filter.Until)) ?? "";
        before = Earlier(before, PlaceAfter(filter.From));
        var ends = filter.NeedsStatus
            ? tables.Read(WalletRows.Table, Range(wallet, ListingRows.EndedPrefix, from, before), cancel)
            : AsyncEnumerable.Empty<Row>();
        await using var ended = ends.GetAsyncEnumerator(cancel);
        var hasEnd = await ended.MoveNextAsync();
        var listed = tables.Read(WalletRows.Table, Range(wallet, ListingRows.ListPrefix, from, before), cancel);
        await foreach (var row in listed)
        {
            var payment = ListingRows.ToPayment(row);
            var order = hasEnd ? Compare(ended.Current, payment) : 1;
            while (hasEnd && order < 0)
            {
                hasEnd = await ended.MoveNextAsync();
                order = hasEnd ? Compare(ended.Current, payment) : 1;
            }

            yield return order == 0 ? ListingRows.After(payment, ended.Current) : payment;
        }
    }

    private static int Compare(Row ended, ListedPayment payment) =>
        ended.Key.Row.AsSpan(ListingRows.EndedPrefix.Length).CompareTo(payment.Place, StringComparison.Ordinal);

    private static RowQuery Range(WalletId wallet, string prefix, string from, string? before)
    {
        var all = RowQuery.Prefix(wallet.ToString(), prefix);
        return all with { From = prefix + from, Before = before is null ? all.Before : prefix + before };
    }

    private static string? Later(string? one, string? other) =>
        one is null || string.CompareOrdinal(one, other) < 0 ? other : one;

    private static string? Earlier(string? one, string? other) =>
        one is null || (other is not null && string.CompareOrdinal(other, one) < 0) ? other : one;

    private async Task<ListingPage> Plain(ListingFilter filter, long offset, int limit, CancellationToken cancel)
    {
        var all = new ListingRuns(await RunsOf(filter, cancel));
        var total = all.Total;
        var count = Math.Clamp(total - offset, 0, limit);
        var from = filter.IsNewestFirst ? Math.Min(offset, total) : total - Math.Min(offset, total) - count;
        var (runs, skipped) = all.Window(from, from + count);
        var read = new List<ListedPayment>();
        foreach (var run in count > 0 ? runs : [])
        {
            read.AddRange(run.Payments
                ?? await Between(run.Wallet, filter, run.First, run.Last + "~", cancel).ToListAsync(cancel));
        }

        read.Sort((one, other) => string.CompareOrdinal(one.Place, other.Place));
        var page = read.GetRange((int)(from - skipped), (int)count);
        if (!filter.IsNewestFirst)
        {
            page.Reverse();
        }

        return new ListingPage(page, total, offset + count < total);
    }

    private async Task<IReadOnlyList<ListingRun>> RunsOf(ListingFilter filter, CancellationToken cancel)
    {
        var runs = new List<ListingRun>();
        foreach (var some in filter.Wallets.Chunk(WalletsAtOnce))
        {
            runs.AddRange((await Task.WhenAll(some.Select(wallet => blocks.Runs(wallet, cancel)))).SelectMany(r => r));
        }

        return runs;
    }
}
