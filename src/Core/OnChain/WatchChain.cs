using System.Collections.Concurrent;
using Fulgurite.Bitcoin;
using Fulgurite.ChainRequests;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.OnChain;

/// <summary>
/// Looks at the node's transactions and has every output that pays an address of ours noted, and credited once it has
/// its confirmations. Safe to run at any time, any number of times, and at the same time in several processes.
/// </summary>
public sealed class WatchChain(
    IChainWallet chain, ChainAddresses addresses, CreditReceipt credit, ChainCursor cursor)
{
    /// <summary>Outputs remembered as done with; forgetting costs two reads, and what is done with stays so.</summary>
    private const int RememberedMax = 20_000;

    private readonly ConcurrentDictionary<OutPoint, bool> finished = new();

    /// <summary>
    /// Looks once. Two node requests, a storage transaction, and for each output that is not done with one more. One
    /// output's trouble does not stop the others: the first failure is in the report, and the next run tries again.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Nothing was looked at.</exception>
    /// <exception cref="NodeRefusedException">Nothing was looked at.</exception>
    /// <exception cref="StorageUnavailableException">The next run goes on.</exception>
    public async Task<WatchChainReport> Execute(CancellationToken cancel)
    {
        if (finished.Count > RememberedMax)
        {
            finished.Clear();
        }

        var history = await chain.ReadHistory(await cursor.Load(cancel), cancel);
        var report = new WatchChainReport(0, 0, 0);
        foreach (var transaction in history.Transactions)
        {
            foreach (var output in transaction.Outputs)
            {
                report = await Handle(transaction, output, report, cancel);
            }
        }

        if (report.FirstFailure is null)
        {
            await cursor.Save(history.Height, cancel);
        }

        return report;
    }

    private async Task<WatchChainReport> Handle(
        ChainTransaction transaction, ChainOutput output, WatchChainReport report, CancellationToken cancel)
    {
        var outPoint = new OutPoint(transaction.Id, output.Index);
        if (finished.ContainsKey(outPoint))
        {
            return report;
        }

        var handled = Look(transaction, output, cancel);
        await ((Task)handled).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancel.ThrowIfCancellationRequested();
        if (!handled.IsCompletedSuccessfully)
        {
            return report with { FirstFailure = report.FirstFailure ?? handled };
        }

        var (isOurs, state) = await handled;
        if (isOurs && state == ChainReceiptState.Pending)
        {
            return report with { Pending = report.Pending + 1 };
        }

        finished[outPoint] = true;
        return (isOurs, state) switch
        {
            (false, _) => report,
            (true, null) => report with { Lost = report.Lost + 1 },
            _ => report with { Ended = report.Ended + 1 },
        };
    }

    private async Task<(bool IsOurs, ChainReceiptState? State)> Look(
        ChainTransaction transaction, ChainOutput output, CancellationToken cancel) =>
        await addresses.Find(output.Address, cancel) is { } receiver
            ? (true, await credit.Execute(receiver, transaction, output, cancel))
            : (false, null);
}
