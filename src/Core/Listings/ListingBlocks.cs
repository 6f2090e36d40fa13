using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Listings;

/// <summary>
/// Counts a wallet's listed payments by the thousand, so that a page at any depth and the total cost the same however
/// many there are. Table <c>listings</c>: partition = wallet id, row = <c>block|{number:D9}</c>, blocks counted from
/// the oldest payment on. Written by whoever reads a listing, and derived from it: losing the table loses nothing.
/// </summary>
public sealed class ListingBlocks(ITableStore tables, TimeProvider clock)
{
    /// <summary>Payments in a block.</summary>
    public const int BlockSize = 1_000;

    /// <summary>The table.</summary>
    public static readonly TableName Table = new("listings");

    /// <summary>
    /// Payments are placed by the time right before their commit, and hardly any commit takes this long: what is older
    /// is complete.
    /// </summary>
    private static readonly TimeSpan CompleteAfter = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The wallet's blocks, oldest first, and then what is listed after the last of them, if there is anything. Two
    /// storage transactions, and more where payments were listed since somebody read last: one for each thousand.
    /// </summary>
    public async Task<IReadOnlyList<ListingRun>> Runs(WalletId wallet, CancellationToken cancel)
    {
        var blocks = await tables.Read(Table, RowQuery.Prefix(wallet.ToString(), "block|"), cancel)
            .Select(ToBlock).ToListAsync(cancel);
        var query = RowQuery.Prefix(wallet.ToString(), ListingRows.ListPrefix);
        if (blocks.Count > 0)
        {
            query = query with { Before = ListingRows.ListPrefix + blocks[^1].First };
        }

        var newer = await tables.Read(WalletRows.Table, query, cancel)
            .Select(ListingRows.ToPayment).ToListAsync(cancel);
        var complete = newer.Count(payment => payment.CreatedAt < clock.GetUtcNow() - CompleteAfter);
        for (; complete >= BlockSize; complete -= BlockSize)
        {
            var oldest = newer.GetRange(newer.Count - BlockSize, BlockSize);
            var block = new ListingBlock(blocks.Count, oldest[0].Place, oldest[^1].Place, BlockSize);
            blocks.Add(await Store(wallet, block, cancel));
            newer.RemoveRange(newer.Count - BlockSize, BlockSize);
        }

        var runs = blocks.Select(block => new ListingRun(wallet, block.First, block.Last, block.Count));
        return newer.Count == 0
            ? [.. runs]
            : [.. runs, new ListingRun(wallet, newer[0].Place, newer[^1].Place, newer.Count) { Payments = newer }];
    }

    // Everybody counts the same; that another was faster, or that the answer was lost, makes no difference.
    private async Task<ListingBlock> Store(WalletId wallet, ListingBlock block, CancellationToken cancel)
    {
        var insert = RowWrite.Insert(KeyOf(wallet, block.Number), new RowFields
        {
            { "first", block.First },
            { "last", block.Last },
            { "count", block.Count },
        });
        await tables.Commit(Table, new RowBatch([insert]), cancel);
        return block;
    }

    private static RowKey KeyOf(WalletId wallet, int number) =>
        new(wallet.ToString(), string.Create(CultureInfo.InvariantCulture, $"block|{number:D9}"));

    private static ListingBlock ToBlock(Row row) => new(
        int.Parse(row.Key.Row.AsSpan("block|".Length), CultureInfo.InvariantCulture),
        row.Fields.Text("first"),
        row.Fields.Text("last"),
        (int)row.Fields.Integer("count"));
}
