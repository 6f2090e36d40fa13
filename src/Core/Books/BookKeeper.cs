using System.Collections.Concurrent;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Books;

/// <summary>
/// The only writer of wallets' books. Commands on one wallet queue up behind the commit in flight and are then
/// committed together (group commit), so that a busy wallet costs one storage transaction for many movements. Between
/// processes the head's version decides: who loses reads again and decides again.
/// </summary>
public sealed class BookKeeper(ITableStore tables, AttentionIndex attention, TimeProvider clock)
{
    /// <summary>Wallets whose head is remembered between commits; more than that are simply read again.</summary>
    private const int LanesMax = 1_000;

    private readonly ConcurrentDictionary<WalletId, BookLane> lanes = new();

    /// <summary>
    /// Carries out a command exactly once per key. Cancellation stops the waiting, not the command.
    /// </summary>
    /// <exception cref="StorageUnavailableException">
    /// The store does not serve us, or the wallet is too contended. What was asked may have happened: repeat it with
    /// the same key.
    /// </exception>
    public Task<BookResult> Execute(WalletId wallet, BookCommand command, CancellationToken cancel)
    {
        if (lanes.Count > LanesMax)
        {
            ForgetIdleLanes();
        }

        var lane = lanes.GetOrAdd(wallet, id => new BookLane(id, tables, attention, clock));
        return lane.Enqueue(command).WaitAsync(cancel);
    }

    /// <summary>
    /// Makes sure that no commit that was planned before this call is applied after it: it finds the head changed, and
    /// is planned again. What a mark of attention announced is therefore there when this returns, or is announced by
    /// another mark before it comes, however long its process or its request was held up. One storage transaction.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not known to be so.</exception>
    public async Task Fence(WalletId wallet, CancellationToken cancel)
    {
        // The same columns, another version.
        var touch = RowWrite.MergeAny(WalletRows.HeadKey(wallet), []);
        var outcome = await tables.Commit(WalletRows.Table, new RowBatch([touch]), cancel);
        if (outcome.Status == CommitStatus.Unknown)
        {
            throw new StorageUnavailableException($"Wallet {wallet} may not be fenced.");
        }
    }

    // A lane removed while a caller holds it still works; its successor merely reads the head itself.
    private void ForgetIdleLanes()
    {
        foreach (var (wallet, lane) in lanes.Where(l => l.Value.IsIdle))
        {
            lanes.TryRemove(new KeyValuePair<WalletId, BookLane>(wallet, lane));
        }
    }
}
