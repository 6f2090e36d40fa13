using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

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
    /// <summary>Requests that one call takes to their end: other wallets wait for theirs.</summary>
    private const int FinishedMax = 200;

    /// <summary>How old a look at the chain may be: one serves many wallets.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    // When the last look at the chain began that saw all of it.
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;

    /// <summary>
    /// Handles open requests that expired by now, oldest first. False when some are left over, to be looked at again in
    /// a minute; those that wait for something never keep others waiting. One storage transaction while none is due;
    /// then a look at the chain, and for each request about five. One request's trouble does not stop the others; the
    /// first failure is told at the end.
    /// </summary>
    /// <exception cref="NodeUnavailableException">None is handled; try again.</exception>
    /// <exception cref="NodeRefusedException">None is handled; an operator must mend the credentials.</exception>
    /// <exception cref="StorageUnavailableException">Some are not handled; try again.</exception>
    /// <exception cref="InvariantBrokenException">One of them is not as it must be.</exception>
    public async Task<bool> Execute(WalletId wallet, CancellationToken cancel)
    {
        var until = ChainRequestRows.OpenUntil(clock.GetUtcNow());
        var query = new RowQuery(wallet.ToString(), ChainRequestRows.OpenPrefix, until);
        var (finished, left, failed) = (0, 0, (Task?)null);
        await foreach (var open in tables.Read(WalletRows.Table, query, cancel))
        {
            await Look(cancel);
            var ending = Finish(wallet, open.Key, cancel);
            await ((Task)ending).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancel.ThrowIfCancellationRequested();
            failed ??= ending.IsCompletedSuccessfully ? null : ending;
            var isFinal = ending.IsCompletedSuccessfully && await ending;
            (finished, left) = isFinal ? (finished + 1, left) : (finished, left + 1);
            if (finished == FinishedMax)
            {
                break;
            }
        }

        await (failed ?? Task.CompletedTask);
        return left == 0 && finished < FinishedMax;
    }

    private async Task Look(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (watch is null || now - lookedAt < Freshness)
        {
            return;
        }

        var seen = await watch.Execute(cancel);
        await (seen.FirstFailure ?? Task.CompletedTask);
        lookedAt = now;
    }

    // True when the request is final now.
    private async Task<bool> Finish(WalletId wallet, RowKey open, CancellationToken cancel)
    {
        var (id, expiresAt) = ChainRequestRows.OfOpen(open);
        if (expiresAt > lookedAt)
        {
            return false;
        }

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
