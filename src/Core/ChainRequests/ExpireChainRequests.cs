using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.OnChain;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.ChainRequests;

/// <summary>
/// Takes a wallet's requests on chain whose time is over to their end. The chain is looked at first, after their end,
/// so that everything that the node saw in time is noted; while some of that waits for its confirmations, its request
/// waits too, for at most <see cref="ChainRequest.PatienceMax"/>.
/// </summary>
/// <param name="tables">The store.</param>
/// <param name="end">Ends them.</param>
/// <param name="watch">Looks at the chain; null where it is not configured: then nothing ends.</param>
/// <param name="clock">The time.</param>
public sealed class ExpireChainRequests(
    ITableStore tables, EndChainRequest end, WatchChain? watch, TimeProvider clock)
{
    /// <summary>Requests that one call looks at: other wallets wait for theirs.</summary>
    private const int LooksMax = 200;

    // When the last look at the chain began that saw all of it: one look serves many wallets.
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;

    /// <summary>
    /// Handles open requests that expired by now, oldest first. False when some are left over, to be looked at again in
    /// a minute. One storage transaction while none is due; then a look at the chain, and for each request four storage
    /// transactions or five. One request's trouble does not stop the others; the first failure is told at the end.
    /// </summary>
    /// <exception cref="NodeUnavailableException">None is handled; try again.</exception>
    /// <exception cref="NodeRefusedException">None is handled; an operator must mend the credentials.</exception>
    /// <exception cref="StorageUnavailableException">Some are not handled; try again.</exception>
    /// <exception cref="InvariantBrokenException">One of them is not as it must be.</exception>
    public async Task<bool> Execute(WalletId wallet, CancellationToken cancel)
    {
        var until = ChainRequestRows.OpenUntil(clock.GetUtcNow());
        var query = new RowQuery(wallet.ToString(), ChainRequestRows.OpenPrefix, until, Take: LooksMax);
        var due = await tables.ReadFirst(WalletRows.Table, query, cancel);
        if (due.Count == 0 || watch is null)
        {
            return due.Count == 0;
        }

        await Look(watch, ChainRequestRows.OfOpen(due[^1].Key).ExpiresAt, cancel);
        var (isAll, failed) = (due.Count < LooksMax, (Task?)null);
        foreach (var open in due)
        {
            var ending = Finish(wallet, ChainRequestRows.OfOpen(open.Key).Request, cancel);
            await ((Task)ending).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancel.ThrowIfCancellationRequested();
            failed ??= ending.IsCompletedSuccessfully ? null : ending;
            isAll &= ending.IsCompletedSuccessfully && await ending;
        }

        await (failed ?? Task.CompletedTask);
        return isAll;
    }

    private async Task Look(WatchChain chain, DateTimeOffset after, CancellationToken cancel)
    {
        if (lookedAt >= after)
        {
            return;
        }

        var began = clock.GetUtcNow();
        var seen = await chain.Execute(cancel);
        await (seen.FirstFailure ?? Task.CompletedTask);
        lookedAt = began;
    }

    // True when the request is final now.
    private async Task<bool> Finish(WalletId wallet, InvoiceId id, CancellationToken cancel)
    {
        // Its invoice comes first, with the node's word.
        var row = await tables.Get(WalletRows.Table, InvoiceRows.Key(wallet, id), cancel);
        if (row is not null && InvoiceRows.ToInvoice(row).State == InvoiceState.Open)
        {
            return false;
        }

        var request = await end.Execute(
            wallet, id, ChainRequestState.Expired, (stored, now) => stored.IsOver(now), cancel);
        return request.IsFinal;
    }
}
