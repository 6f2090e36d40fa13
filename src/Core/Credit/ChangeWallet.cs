using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>
/// Changes a wallet's name, metadata and limit, or deletes it. A limit changes together with what the line of credit
/// has set aside: see <see cref="FinishGrant"/>.
/// </summary>
public sealed class ChangeWallet(
    WalletReads wallets,
    FindWallet find,
    FinishGrant finish,
    ApplyTerms terms,
    ProfileWrites profiles,
    TimeProvider clock)
{
    private const int TriesMax = 50;

    /// <summary>
    /// Changes; null when it is so. The limit comes first: where it is refused, nothing else is changed. About ten
    /// storage transactions for a limit, two for the rest.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It may have happened: repeat it.</exception>
    public async Task<WalletChangeRefusal?> Execute(WalletId wallet, WalletEdit edit, CancellationToken cancel)
    {
        if (edit.Limit is { } limit && await Repeat(wallet, found => SetLimit(found, limit, cancel), cancel) is { } why)
        {
            return why;
        }

        return edit is { Name: null, Metadata: null }
            ? null
            : await Repeat(wallet, found => Describe(found, edit, cancel), cancel);
    }

    /// <summary>
    /// Deletes a wallet that is empty; null when it is deleted, now or before. What it was granted is free again. About
    /// ten storage transactions.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It may have happened: repeat it.</exception>
    public async Task<WalletChangeRefusal?> Delete(WalletId wallet, CancellationToken cancel)
    {
        if (await wallets.Head(wallet, cancel) is { State: WalletState.Deleted })
        {
            await finish.Execute(wallet, cancel);
            return null;
        }

        return await Repeat(
            wallet,
            found => Apply(new TermsChange(found.Profile, TermsChangeKind.Delete, Msat.Zero), cancel),
            cancel);
    }

    // One change after the other: what is under way is finished first, and what was overtaken is tried again.
    private async Task<WalletChangeRefusal?> Repeat(
        WalletId wallet, Func<Found, Task<WalletChangeRefusal?>> attempt, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            await finish.Execute(wallet, cancel);
            var (head, profile, version) = await wallets.Read(wallet, cancel);
            if (head is not { State: WalletState.Active })
            {
                return WalletChangeRefusal.NotFound;
            }

            var found = new Found(head, profile ?? await find.Unwritten(head, cancel), version);
            var outcome = found.Profile.Pending is null ? await attempt(found) : WalletChangeRefusal.Overtaken;
            if (outcome != WalletChangeRefusal.Overtaken)
            {
                return outcome;
            }
        }

        throw new StorageUnavailableException($"Wallet {wallet} is too contended: {TriesMax} changes were overtaken.");
    }

    private async Task<WalletChangeRefusal?> SetLimit(Found found, Msat limit, CancellationToken cancel)
    {
        if (found.Head.CreditLimit == limit)
        {
            return null;
        }

        if (found.Head.IsNodeBacked)
        {
            return WalletChangeRefusal.NotCreditBacked;
        }

        return limit < found.Head.CreditLimit
            ? await Apply(new TermsChange(found.Profile, TermsChangeKind.Lower, limit), cancel)
            : await Raise(found, limit, cancel);
    }

    private async Task<WalletChangeRefusal?> Apply(TermsChange change, CancellationToken cancel)
    {
        var refusal = await terms.Execute(change, cancel);
        await (refusal is null ? finish.Execute(change.Before.Wallet, cancel) : Task.CompletedTask);
        return refusal;
    }

    private async Task<WalletChangeRefusal?> Raise(Found found, Msat limit, CancellationToken cancel)
    {
        var begun = found.Profile with
        {
            Revision = found.Profile.Revision + 1,
            Pending = new PendingGrant(PendingGrantKind.Raise, limit),
            Refusal = null,
            UpdatedAt = clock.GetUtcNow(),
        };
        if (!await profiles.Begin(begun, found.Version, cancel))
        {
            return WalletChangeRefusal.Overtaken;
        }

        // A later change may have come to its own end by now: then this one was not refused, or it matters no more.
        var ended = await finish.Execute(begun.Wallet, cancel);
        return ended?.Revision == begun.Revision ? ended.Refusal : null;
    }

    private async Task<WalletChangeRefusal?> Describe(Found found, WalletEdit edit, CancellationToken cancel)
    {
        var next = found.Profile with
        {
            Name = edit.Name ?? found.Profile.Name,
            Metadata = edit.Metadata ?? found.Profile.Metadata,
            UpdatedAt = clock.GetUtcNow(),
        };
        return await profiles.Store(next, found.Version, cancel) ? null : WalletChangeRefusal.Overtaken;
    }

    private sealed record Found(WalletHead Head, WalletProfile Profile, ETag? Version);
}
