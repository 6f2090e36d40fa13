using Fulgurite.Books;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>Writes wallets' profiles, each at the version that was read.</summary>
public sealed class ProfileWrites(
    ITableStore tables, AttentionIndex attention, AttentionCursor cursor, TimeProvider clock)
{
    /// <summary>
    /// Writes a profile with something under way, which Reconcile finishes should this process die. True when stored;
    /// false where somebody else changed it meanwhile, or the answer was lost. Three storage transactions.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It may be stored.</exception>
    public async Task<bool> Begin(WalletProfile profile, ETag? version, CancellationToken cancel)
    {
        await cursor.Begin(cancel);
        var looksAt = await attention.Mark(profile.Wallet, clock.GetUtcNow(), cancel);
        var isStored = await Store(profile, version, cancel);
        await attention.Renew(profile.Wallet, looksAt, cancel);
        return isStored;
    }

    /// <summary>Writes a profile with nothing under way; as above, in one storage transaction.</summary>
    /// <exception cref="StorageUnavailableException">It may be stored.</exception>
    public async Task<bool> Store(WalletProfile profile, ETag? version, CancellationToken cancel)
    {
        var write = RowWrite.Write(
            WalletProfileRows.Key(profile.Wallet), WalletProfileRows.ToFields(profile), version);
        return (await tables.Commit(WalletRows.Table, new RowBatch([write]), cancel)).Status == CommitStatus.Committed;
    }
}
