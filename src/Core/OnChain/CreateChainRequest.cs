using Fulgurite.Access;
using Fulgurite.Credit;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// Makes a request to receive on chain. Its id is taken first, its address is kept before anybody hears of it, and so
/// is its invoice where it has one; then all of it is stored at once. Whatever crashes in between leaves an id that a
/// repeat goes on with, an address that nobody was told, and an invoice that nobody can pay.
/// </summary>
public sealed class CreateChainRequest(
    Registry registry,
    PaymentIds ids,
    IssueChainRequest issue,
    StoreChainRequest store,
    WalletGate gate)
{
    /// <summary>
    /// Makes one. Nine storage transactions and a node request, and twice that with an invoice. A repeat, also one at
    /// the same time, is answered with the request that was made first.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Nothing was handed out; try again.</exception>
    /// <exception cref="NodeRefusedException">The wallet on the chain is not configured, or refuses us.</exception>
    /// <exception cref="StorageUnavailableException">Nothing was handed out; try again.</exception>
    public async Task<CreateChainRequestOutcome> Execute(NewChainRequest asked, CancellationToken cancel)
    {
        if (await ProblemWith(asked, cancel) is { } refusal)
        {
            return Refused(refusal);
        }

        if (await store.Find(asked.Wallet, asked.Id, cancel) is { } existing)
        {
            return existing.Environment == asked.Environment
                ? new CreateChainRequestOutcome(existing, null) { IsRepeat = true }
                : Refused(CreateChainRequestRefusal.IdTaken);
        }

        if (await gate.ProblemWith(asked.Wallet, cancel) is { } problem)
        {
            return Refused(problem == WalletChangeRefusal.LineDisabled
                ? CreateChainRequestRefusal.LineOfCreditDisabled
                : CreateChainRequestRefusal.WalletNotFound);
        }

        if (await gate.NodeLineOf(asked.Wallet, cancel) is not null)
        {
            return Refused(CreateChainRequestRefusal.NodeBacked);
        }

        return await ids.Take(asked.Environment, asked.Wallet, asked.Id, asked.Kind, cancel)
            ? await Make(asked, cancel)
            : Refused(CreateChainRequestRefusal.IdTaken);
    }

    private async Task<CreateChainRequestOutcome> Make(NewChainRequest asked, CancellationToken cancel)
    {
        var (issued, refusal, reason) = await issue.Execute(asked, cancel);
        if (issued is null)
        {
            return new CreateChainRequestOutcome(null, refusal, reason);
        }

        var (stored, isRepeat) = await store.Execute(asked, issued, cancel);
        return stored is null
            ? Refused(CreateChainRequestRefusal.WalletNotFound)
            : new CreateChainRequestOutcome(stored, null) { IsRepeat = isRepeat };
    }

    // What is wrong with what is asked, whatever there is.
    private async Task<CreateChainRequestRefusal?> ProblemWith(NewChainRequest asked, CancellationToken cancel)
    {
        Invariant.Holds(asked.Kind != PaymentKind.Bolt11, "an invoice by itself is no request on chain");
        var isAmount = asked.Amount is { } amount
            ? amount.IsWholeSats && amount > Msat.Zero
            : asked.Kind == PaymentKind.Bip21;
        if (!isAmount)
        {
            return CreateChainRequestRefusal.InvalidAmount;
        }

        return await registry.FindEnvironment(asked.Environment, cancel) is null
            ? CreateChainRequestRefusal.EnvironmentNotFound
            : null;
    }

    private static CreateChainRequestOutcome Refused(CreateChainRequestRefusal refusal) => new(null, refusal);
}
