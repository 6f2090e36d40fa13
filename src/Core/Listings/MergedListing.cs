using System.Runtime.CompilerServices;

namespace Fulgurite.Listings;

/// <summary>The payments of several wallets as one listing.</summary>
internal static class MergedListing
{
    /// <summary>All. Each wallet's must be in the order that is asked for; no more is read than is taken.</summary>
    public static async IAsyncEnumerable<ListedPayment> Of(
        IReadOnlyList<IAsyncEnumerable<ListedPayment>> wallets,
        bool isNewestFirst,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        // Places begin with the time, so they order the payments of all wallets.
        var order = Comparer<string>.Create((one, other) =>
            isNewestFirst ? string.CompareOrdinal(one, other) : string.CompareOrdinal(other, one));
        var next = new PriorityQueue<IAsyncEnumerator<ListedPayment>, string>(order);
        try
        {
            foreach (var wallet in wallets)
            {
                await Advance(next, wallet.GetAsyncEnumerator(cancel));
            }

            while (next.TryDequeue(out var payments, out _))
            {
                yield return payments.Current;
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
}
