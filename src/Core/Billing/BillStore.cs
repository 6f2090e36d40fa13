using System.Runtime.CompilerServices;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>Reads bills, and changes them one at a time.</summary>
public sealed class BillStore(ITableStore tables, TimeProvider clock)
{
    private const int TriesMax = 50;

    /// <summary>A bill by its id; null where there is none. Two storage transactions.</summary>
    public async Task<Bill?> Find(BillId bill, CancellationToken cancel) =>
        await tables.Get(BillIndex.Table, BillIndex.Key(bill), cancel) is { } row
            ? await At(BillIndex.ToKey(row), cancel)
            : null;

    /// <summary>The bill of a row's key; null where there is none. One storage transaction.</summary>
    public async Task<Bill?> At(RowKey key, CancellationToken cancel) =>
        await tables.Get(BillRows.Table, key, cancel) is { } row ? BillRows.ToBill(row) : null;

    /// <summary>A line's bills that are not final, oldest first. One storage transaction, and one a bill.</summary>
    public async Task<IReadOnlyList<Bill>> Open(LineOfCreditId line, CancellationToken cancel)
    {
        var rows = await tables.Read(BillRows.Table, BillRows.Open(line), cancel).ToListAsync(cancel);
        var bills = await Task.WhenAll(
            rows.Select(row => At(BillRows.Key(line, BillRows.StartOf(row.Key)), cancel)));
        return [.. bills.OfType<Bill>()];
    }

    /// <summary>
    /// The bills of an environment, in the order of the ends of their cycles. One storage transaction for each
    /// thousand, and one a bill.
    /// </summary>
    /// <param name="environment">Whose.</param>
    /// <param name="isNewestFirst">The order.</param>
    /// <param name="after">A place to go on after; null begins.</param>
    /// <param name="cancel">Stops reading.</param>
    public async IAsyncEnumerable<ListedBill> Listed(
        EnvironmentId environment,
        bool isNewestFirst,
        string? after,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = BillIndex.Listed(environment, isNewestFirst, after);
        await foreach (var row in tables.Read(BillIndex.Table, query, cancel))
        {
            if (await At(BillIndex.ToKey(row), cancel) is { } bill)
            {
                yield return new ListedBill(bill, BillIndex.PlaceOf(row.Key));
            }
        }
    }

    /// <summary>A bill's items, in order of their wallets. One storage transaction for each thousand.</summary>
    public IAsyncEnumerable<BillItem> Items(Bill bill, CancellationToken cancel) =>
        tables.Read(BillRows.Table, BillRows.Items(bill, null, 1_000), cancel).Select(BillRows.ToItem);

    /// <summary>
    /// What bills will change in a wallet. No storage transaction for one that is not billed; else one, and two for
    /// each bill of its line that is not final.
    /// </summary>
    public async Task<IReadOnlyList<PendingSettlement>> Pending(WalletHead head, CancellationToken cancel)
    {
        if (head.Cycle is null)
        {
            return [];
        }

        var pending = new List<PendingSettlement>();
        foreach (var bill in (await Open(head.LineOfCredit, cancel)).Where(bill => bill.AwaitsWallets))
        {
            var key = BillRows.ItemKey(bill.LineOfCredit, bill.Period.Start, head.Wallet);
            if (await tables.Get(BillRows.Table, key, cancel) is { } row
                && BillRows.ToItem(row).ToSettle is { Value: not 0 } amount)
            {
                pending.Add(new PendingSettlement(head.Wallet, bill, new MsatDelta(-amount.Value)));
            }
        }

        return pending;
    }

    /// <summary>
    /// Changes a bill; a change that returns null leaves it as it is. Two storage transactions, more where others
    /// change it at the same time.
    /// </summary>
    /// <returns>The bill afterwards.</returns>
    /// <exception cref="StorageUnavailableException">Not known to have happened: repeat it.</exception>
    public async Task<Bill> Change(Bill bill, Func<Bill, DateTimeOffset, Bill?> change, CancellationToken cancel)
    {
        var key = BillRows.Key(bill.LineOfCredit, bill.Period.Start);
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var row = await tables.Get(BillRows.Table, key, cancel);
            Invariant.Holds(row is not null, "a bill is never deleted");
            var (before, now) = (BillRows.ToBill(row), StoredTime.Now(clock));
            if (change(before, now) is not { } after)
            {
                return before;
            }

            after = after with { UpdatedAt = now };
            var batch = new RowBatch(BillRows.Change(after, row.Version));
            if ((await tables.Commit(BillRows.Table, batch, cancel)).Status == CommitStatus.Committed)
            {
                return after;
            }
        }

        throw new StorageUnavailableException($"Bill {bill.Id} is too contended: {TriesMax} commits lost.");
    }
}
