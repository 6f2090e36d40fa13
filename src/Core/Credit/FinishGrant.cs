using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>
/// Takes what is under way between a wallet and its line of credit to its end: the part of whoever asked, of whoever
/// repeats the request, and of Reconcile after a crash. What the line has set aside is at any time at least the
/// wallet's limit: it is reserved before the limit rises, and given back after it fell. Safe to run at any time, any
/// number of times, and in several processes at once.
/// </summary>
public sealed class FinishGrant(
    ITableStore tables,
    Registry registry,
    LineReads lines,
    AllocateCredit credit,
    ApplyTerms terms,
    TimeProvider clock)
{
    private const int TriesMax = 50;

    /// <summary>
    /// Returns when nothing is under way: the profile as it is then; null where the wallet has none. One storage
    /// transaction where nothing is.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not finished: repeat it.</exception>
    public async Task<WalletProfile?> Execute(WalletId wallet, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await tables.Get(WalletRows.Table, WalletProfileRows.Key(wallet), cancel) is not { } row)
            {
                return null;
            }

            var profile = WalletProfileRows.ToProfile(row);
            switch (profile.Pending?.Kind)
            {
                case PendingGrantKind.Open:
                    await Open(profile, row.Version, cancel);
                    break;
                case PendingGrantKind.Raise:
                    await Raise(profile, row.Version, cancel);
                    break;
                case PendingGrantKind.Release:
                    await Release(profile, cancel);
                    await Store(profile with { Pending = null }, row.Version, cancel);
                    break;
                case null:
                    // A request that reserved after another process had noted the refusal left its part behind.
                    await (profile.Refusal is null ? Task.CompletedTask : GiveBack(profile, cancel));
                    return profile;
            }
        }

        throw new StorageUnavailableException($"Wallet {wallet} is too contended: {TriesMax} changes were overtaken.");
    }

    /// <summary>Gives back whatever the line has set aside for a change that it refused.</summary>
    public async Task GiveBack(WalletProfile refused, CancellationToken cancel)
    {
        var head = await tables.Get(WalletRows.Table, WalletRows.HeadKey(refused.Wallet), cancel);
        var limit = head is null ? Money.Msat.Zero : WalletRows.ToHead(head).CreditLimit;
        await Release(refused with { Pending = new PendingGrant(PendingGrantKind.Release, limit) }, cancel);
    }

    private async Task Open(WalletProfile profile, ETag version, CancellationToken cancel)
    {
        if (await Reserve(profile, version, cancel))
        {
            // Listed before it can hold anything: money must not be in a wallet that no verification finds.
            await registry.Save([RowWrite.Put(RegistryRows.WalletOf(profile.Environment, profile.Wallet), [])], cancel);
            var head = await HeadOf(profile, cancel);
            var opened = RowWrite.Replace(
                WalletProfileRows.Key(profile.Wallet),
                WalletProfileRows.ToFields(profile with { Pending = null }),
                version);
            await tables.Commit(
                WalletRows.Table, new RowBatch([.. WalletProfileRows.Begin(head), opened]), cancel);
        }
    }

    // Billed from its first movement, where its line is.
    private async Task<WalletHead> HeadOf(WalletProfile profile, CancellationToken cancel)
    {
        var line = await lines.Find(profile.Environment, profile.LineOfCredit, cancel);
        Invariant.Holds(line is not null, "a line that has set something aside is there");
        var head = WalletHead.New(
            profile.Wallet, profile.Environment, profile.LineOfCredit, profile.Pending!.Limit) with
        {
            IsNodeBacked = line.Node is not null,
        };
        return line.Schedule is { } schedule ? head.Billed(schedule, StoredTime.Now(clock)) : head;
    }

    private async Task Raise(WalletProfile profile, ETag version, CancellationToken cancel)
    {
        if (await Reserve(profile, version, cancel))
        {
            await terms.Execute(new TermsChange(profile, TermsChangeKind.Raise, profile.Pending!.Limit), cancel);
        }
    }

    private async Task<bool> Reserve(WalletProfile profile, ETag version, CancellationToken cancel)
    {
        var grant = new CreditGrant(
            profile.Wallet, profile.Pending!.Limit, CreditGrant.Reserving(profile.Revision));
        if (await credit.Reserve(profile.Environment, profile.LineOfCredit, grant, cancel) is not { } refusal)
        {
            return true;
        }

        var refused = profile with { Pending = null, Refusal = RefusalOf(refusal), UpdatedAt = clock.GetUtcNow() };
        await Store(refused, version, cancel);
        return false;
    }

    private Task Release(WalletProfile profile, CancellationToken cancel) => credit.Release(
        profile.Environment,
        profile.LineOfCredit,
        new CreditGrant(profile.Wallet, profile.Pending!.Limit, CreditGrant.Releasing(profile.Revision)),
        cancel);

    // Where it is not stored, the next reading tells why.
    private async Task Store(WalletProfile profile, ETag version, CancellationToken cancel)
    {
        var write = RowWrite.Replace(
            WalletProfileRows.Key(profile.Wallet), WalletProfileRows.ToFields(profile), version);
        await tables.Commit(WalletRows.Table, new RowBatch([write]), cancel);
    }

    private static WalletChangeRefusal RefusalOf(AllocationRefusal refusal) => refusal switch
    {
        AllocationRefusal.LineDisabled => WalletChangeRefusal.LineDisabled,
        AllocationRefusal.LineNotReady => WalletChangeRefusal.LineNotReady,
        AllocationRefusal.LimitExceeded => WalletChangeRefusal.LimitExceeded,
    };
}
