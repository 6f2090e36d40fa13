using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>Finds a wallet with its profile, also one from before there were profiles. Changes nothing.</summary>
public sealed class FindWallet(ITableStore tables, WalletReads wallets)
{
    /// <summary>
    /// A wallet, deleted ones included; null when there is none, or it is not open yet. One storage transaction, and up
    /// to two more for one from before there were profiles.
    /// </summary>
    public async Task<Wallet?> Execute(WalletId wallet, CancellationToken cancel)
    {
        var (head, profile, _) = await wallets.Read(wallet, cancel);
        return head is null ? null : new Wallet(head, profile ?? await Unwritten(head, cancel));
    }

    /// <summary>
    /// The profile of a wallet from before there were profiles. It was made together with its environment; where nobody
    /// wrote down when, it is at least as old as the first line of its journal. One or two storage transactions.
    /// </summary>
    public async Task<WalletProfile> Unwritten(WalletHead head, CancellationToken cancel)
    {
        var owner = await tables.Get(Registry.Table, RegistryRows.EnvironmentOf(head.Environment), cancel);
        var madeAt = owner is null ? null : RegistryRows.ToEnvironment(owner).CreatedAt;
        if (madeAt is null && head.Sequence > 0)
        {
            madeAt = (await wallets.Journal(head.Wallet, 1, 1, cancel))[0].At;
        }

        return WalletProfile.OfFirst(head, madeAt ?? DateTimeOffset.UnixEpoch);
    }
}
