using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Credit;

/// <summary>
/// Opens a wallet under an id of the caller's choice. The id is claimed first, by an insert; then the line of credit
/// sets the wallet's limit aside, its environment lists it, and its head is written. What crashes in between is
/// finished by whoever repeats the request, and by Reconcile within minutes.
/// </summary>
public sealed class OpenWallet(
    WalletReads wallets, LineReads lines, FinishGrant finish, ProfileWrites profiles, TimeProvider clock)
{
    private const int TriesMax = 50;

    /// <summary>
    /// Opens; null when the wallet is there. Repeating it with the same id and input is the same wallet. About ten
    /// storage transactions.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It may have happened: repeat it.</exception>
    public async Task<WalletChangeRefusal?> Execute(NewWallet asked, CancellationToken cancel)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var (head, profile, version) = await wallets.Read(asked.Id, cancel);
            var isFree = head is null && profile is null or { Refusal: not null };
            if (!isFree)
            {
                return IsOf(asked, profile) ? await Finish(asked, cancel) : WalletChangeRefusal.AlreadyExists;
            }

            if (await ProblemWith(asked, cancel) is { } problem)
            {
                return problem;
            }

            if (await Claim(asked, profile, version, cancel))
            {
                return await Finish(asked, cancel);
            }
        }

        throw new StorageUnavailableException($"Wallet {asked.Id} is too contended: {TriesMax} claims were overtaken.");
    }

    private static bool IsOf(NewWallet asked, WalletProfile? profile) =>
        profile is { DeletedAt: null }
        && profile.Environment == asked.Environment
        && profile.Input == asked.Input.Value;

    // Refusals that are known before anything is written. The line decides again when it sets the limit aside.
    private async Task<WalletChangeRefusal?> ProblemWith(NewWallet asked, CancellationToken cancel)
    {
        if (await lines.Find(asked.Environment, asked.LineOfCredit, cancel) is not { } line)
        {
            return WalletChangeRefusal.LineNotFound;
        }

        if (line.Network != asked.Network)
        {
            return WalletChangeRefusal.NetworkMismatch;
        }

        if (line.IsDisabled)
        {
            return WalletChangeRefusal.LineDisabled;
        }

        if (!line.IsReady)
        {
            return WalletChangeRefusal.LineNotReady;
        }

        if (line.Node is not null && !asked.Limit.IsZero)
        {
            return WalletChangeRefusal.NotCreditBacked;
        }

        return asked.Limit > line.Free ? WalletChangeRefusal.LimitExceeded : null;
    }

    private async Task<bool> Claim(
        NewWallet asked, WalletProfile? refused, ETag? version, CancellationToken cancel)
    {
        if (refused is not null)
        {
            // What a request that was refused has left behind belongs to its own line.
            await finish.GiveBack(refused, cancel);
        }

        var now = clock.GetUtcNow();
        var profile = new WalletProfile
        {
            Wallet = asked.Id,
            Environment = asked.Environment,
            LineOfCredit = asked.LineOfCredit,
            Name = asked.Name,
            Metadata = asked.Metadata,
            Input = asked.Input.Value,
            Revision = (refused?.Revision ?? 0) + 1,
            Pending = new PendingGrant(PendingGrantKind.Open, asked.Limit),
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await profiles.Begin(profile, version, cancel);
    }

    private async Task<WalletChangeRefusal?> Finish(NewWallet asked, CancellationToken cancel)
    {
        var profile = await finish.Execute(asked.Id, cancel);
        Invariant.Holds(profile is not null, "a claimed id stays claimed");
        var (head, _, _) = await wallets.Read(asked.Id, cancel);
        if (head is not null)
        {
            return null;
        }

        return IsOf(asked, profile) ? profile.Refusal : WalletChangeRefusal.AlreadyExists;
    }
}
