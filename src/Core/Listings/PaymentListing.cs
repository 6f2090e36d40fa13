using System.Runtime.CompilerServices;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Listings;

/// <summary>
/// Lists payments of one or several wallets. Exact: whoever was told that a payment exists finds it. A page of one
/// wallet's payments in the order of their creation costs the same at any depth; a page that follows another costs
/// O(page); a filter costs a storage transaction for every thousand payments that it passes over.
/// </summary>
public sealed class PaymentListing(ITableStore tables, ListingBlocks blocks)
{
    /// <summary>A page by its distance from the beginning, with the total.</summary>
    public async Task<ListingPage> ByOffset(
        ListingFilter filter, long offset, int limit, CancellationToken cancel)
    {
        if (filter is { IsPlain: true, Wallets: [var wallet] })
        {
            return await Plain(wallet, filter.IsNewestFirst, offset, limit, cancel);
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
        if (filter is { IsNewestFirst: true, IsByChange: false })
        {
            found = await Newest(filter, last, cancel).Take(limit + 1).ToListAsync(cancel);
        }
        else
        {
            var all = await All(filter, cancel);
            var from = last is null ? 0 : all.FindIndex(payment => Order(filter, payment, last) > 0);
            found = from < 0 ? [] : [.. all.Skip(from).Take(limit + 1)];
        }

        return new ListingPage([.. found.Take(limit)], null, found.Count > limit);
    }

    /// <summary>Every payment that a filter takes, newest first. One storage transaction for each thousand.</summary>
    public async IAsyncEnumerable<ListedPayment> Newest(
        ListingFilter filter, ListedPayment? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        // Places begin with the time, so they order the payments of all wallets.
        var next = new PriorityQueue<IAsyncEnumerator<ListedPayment>, string>(StringComparer.Ordinal);
        try
        {
            foreach (var wallet in filter.Wallets)
            {
                await Advance(next, OfWallet(wallet, filter, after, cancel).GetAsyncEnumerator(cancel));
            }

            while (next.TryDequeue(out var payments, out _))
            {
                if (filter.Takes(payments.Current))
                {
                    yield return payments.Current;
                }

                await Advance(next, payments);
            }
        }
        finally
        {
            while (next.TryDequeue(out var payments, out _))
            {
                await payments.DisposeAsync();
            }
        }
    }

    private static async Task Advance(
        PriorityQueue<IAsyncEnumerator<ListedPayment>, string> next, IAsyncEnumerator<ListedPayment> payments)
    {
        if (await payments.MoveNextAsync())
        {
            next.Enqueue(payments, payments.Current.Place);
        }
        else
        {
            await payments.DisposeAsync();
        }
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

    // A wallet's payments in the filter's time, newest first, each as it stands where that matters. Ends are listed in
    // the same order, so one pass over both suffices.
    private async IAsyncEnumerable<ListedPayment> OfWallet(
        WalletId wallet,
        ListingFilter filter,
        ListedPayment? after,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var from = after is not null ? after.Place + "~"
            : filter.Until is { } until ? ListingRows.PlaceFrom(until)
            : "";
        var before = filter.From is { } first ? ListingRows.PlaceFrom(first) + "~" : null;
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

    private async Task<ListingPage> Plain(
        WalletId wallet, bool isNewestFirst, long offset, int limit, CancellationToken cancel)
    {
        var asked = offset;
        var (counted, newer) = await blocks.Read(wallet, cancel);
        var total = newer.Count + counted.Sum(block => (long)block.Count);
        var runs = counted.Cast<ListingBlock?>().Append(null);
        var page = new List<ListedPayment>();
        foreach (var block in isNewestFirst ? runs.Reverse() : runs)
        {
            var count = block?.Count ?? newer.Count;
            if (page.Count < limit && offset < count)
            {
                var run = block is null ? newer : await blocks.Read(wallet, block, cancel);
                var inOrder = isNewestFirst ? run : run.Reverse();
                page.AddRange(inOrder.Skip((int)offset).Take(limit - page.Count));
            }

            offset = Math.Max(0, offset - count);
        }

        return new ListingPage(page, total, asked + page.Count < total);
    }
}
