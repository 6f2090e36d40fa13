using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Callbacks;

/// <summary>Takes a delivery from one state to the next in storage: its rows, Reconcile's mark and the index.</summary>
public sealed class StoreDelivery(
    ITableStore tables, AttentionIndex attention, DeliveryIndex index, TimeProvider clock)
{
    /// <summary>
    /// Commits a step. One storage transaction, one more where an attempt becomes due, and two for a listed delivery.
    /// Not committed means that another step came first, or that it is not known.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be committed: repeat what led here.</exception>
    public async Task<CommitStatus> Change(
        Delivery before, Delivery after, ETag version, Attempt? attempt, CancellationToken cancel)
    {
        // Should the commit below come late, the row of the attempt just made is overdue until then, and keeps the
        // wallet marked.
        DateTimeOffset? looksAt = after.DueAt is { } due ? await attention.Mark(after.Wallet, due, cancel) : null;
        ETag? begun = after.IsListed ? await index.Begin(after, cancel) : null;
        var writes = DeliveryRows.Change(before, after, version, attempt);
        var outcome = await tables.Commit(WalletRows.Table, new RowBatch(writes), cancel);
        if (outcome.Status != CommitStatus.Committed)
        {
            return outcome.Status;
        }

        if (before.DueAt is null && looksAt is { } at)
        {
            // Nothing else kept the wallet marked while this was on its way.
            await attention.Renew(after.Wallet, at, cancel);
        }

        if (begun is { } known && after.State != DeliveryState.Pending)
        {
            await index.End(after, known, clock.GetUtcNow(), cancel);
        }

        return CommitStatus.Committed;
    }

    /// <summary>The delivery of an id in a wallet, with its version; null when there is none.</summary>
    public async Task<(Delivery Delivery, ETag Version)?> Read(
        WalletId wallet, string delivery, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, DeliveryRows.Key(wallet, delivery), cancel) is { } row
            ? (DeliveryRows.ToDelivery(row), row.Version)
            : null;
}
