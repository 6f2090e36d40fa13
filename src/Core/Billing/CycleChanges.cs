using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>
/// Begins billing cycles of wallets in which nothing moves meanwhile. The opening that is inserted with the changed
/// head is the record that keeps it from happening twice, so it needs none of the book keeper's; a keeper that planned
/// over the head before finds it changed, and plans again.
/// </summary>
public sealed class CycleChanges(ITableStore tables, TimeProvider clock)
{
    private const int TriesMax = 50;

    /// <summary>
    /// Begins the billing of a wallet that is older than its line's billing: what moved before is in no bill, what
    /// moves after in exactly one. A wallet that is opened later is billed from its first movement. Two storage
    /// transactions; one where it has begun.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to have happened: repeat it.</exception>
    public Task Begin(WalletId wallet, BillingSchedule schedule, CancellationToken cancel) =>
        Change(wallet, head => head.Billed(schedule, StoredTime.Now(clock)), cancel);

    /// <summary>
    /// Has a wallet leave the cycle that it is in, where that is over; one that is not billed is in none. Two storage
    /// transactions; one where it has left.
    /// </summary>
    /// <returns>The head afterwards; null where there is no wallet.</returns>
    /// <exception cref="StorageUnavailableException">Not known to have happened: repeat it.</exception>
    public Task<WalletHead?> Leave(WalletId wallet, CancellationToken cancel) =>
        Change(wallet, head => head.InCycleOf(StoredTime.Now(clock)), cancel);

    private async Task<WalletHead?> Change(
        WalletId wallet, Func<WalletHead, WalletHead> change, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await tables.Get(WalletRows.Table, WalletRows.HeadKey(wallet), cancel) is not { } row)
            {
                return null;
            }

            var before = WalletRows.ToHead(row);
            var after = change(before);
            if (ReferenceEquals(after.Cycle, before.Cycle))
            {
                return after;
            }

            var batch = new RowBatch(
            [
                RowWrite.Replace(row.Key, WalletRows.ToFields(after), row.Version),
                CycleRows.Insert(after.Opening!),
            ]);
            if ((await tables.Commit(WalletRows.Table, batch, cancel)).Status == CommitStatus.Committed)
            {
                return after;
            }
        }

        throw new StorageUnavailableException($"Wallet {wallet} is too contended: {TriesMax} commits lost.");
    }
}
