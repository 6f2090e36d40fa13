using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// Takes a send on chain to its end: has its transaction made and signed, keeps it, publishes it, and captures what it
/// costs. Safe to run at any time, any number of times, and at the same time in several processes: only a transaction
/// that is kept is ever published, and only one is ever kept.
/// </summary>
public sealed class AdvanceOnChainSend(
    ITableStore tables, ChangeOnChainSend change, IChainWallet chain, SendHistory seen)
{
    /// <summary>What fits a column of a row: some hundreds of coins.</summary>
    private const int TransactionBytesMax = 60_000;

    /// <summary>
    /// Goes as far as it can, and returns the send as it is then. What is not final is taken up again by Reconcile. For
    /// a send that nothing happened to yet: five storage transactions and three node requests.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The node did not tell; it is to be repeated.</exception>
    /// <exception cref="NodeRefusedException">The wallet on the chain is not configured, or refuses us.</exception>
    public async Task<OnChainSend> Execute(WalletId wallet, PaymentId id, CancellationToken cancel)
    {
        var send = await change.Load(wallet, id, cancel);
        if (send.State == OnChainSendState.Initiated)
        {
            send = await Sign(send, cancel);
        }

        return send.State == OnChainSendState.Signed ? await Publish(send, cancel) : send;
    }

    /// <summary>
    /// Takes every send of a wallet that is not final further; returns those that are not final then. One storage
    /// transaction, and what each send costs. All are tried, and the first failure is told afterwards.
    /// </summary>
    public async Task<IReadOnlyList<OnChainSend>> Unfinished(WalletId wallet, CancellationToken cancel)
    {
        var (unfinished, failures) = (new List<OnChainSend>(), new List<Task>());
        var query = RowQuery.Prefix(wallet.ToString(), OnChainSendRows.SendingPrefix);
        await foreach (var row in tables.Read(WalletRows.Table, query, cancel))
        {
            var advanced = Execute(wallet, OnChainSendRows.SendOf(row.Key), cancel);
            await ((Task)advanced).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!advanced.IsCompletedSuccessfully)
            {
                failures.Add(advanced);
            }
            else if (await advanced is { IsFinal: false } left)
            {
                unfinished.Add(left);
            }
        }

        await (failures.FirstOrDefault() ?? Task.CompletedTask);
        return unfinished;
    }

    private async Task<OnChainSend> Sign(OnChainSend send, CancellationToken cancel)
    {
        var asked = new NewChainSend(send.Destination, send.Amount, send.FeeMax, send.TargetBlocks);
        switch (await chain.PrepareSend(asked, cancel))
        {
            case PrepareSendOutcome.Refused refused:
                return await change.Release(send, refused.Failure, refused.Fee, cancel);
            case PrepareSendOutcome.Prepared { Transaction.Bytes.Length: > TransactionBytesMax }:
                return await change.Release(send, ChainSendFailure.TransactionTooLarge, null, cancel);
            case PrepareSendOutcome.Prepared prepared:
                Invariant.Holds(prepared.Fee <= send.FeeMax, "a transaction costs no more than it may");
                return await change.Keep(send, prepared, cancel);
            default:
                throw new InvariantBrokenException("a send is prepared or refused");
        }
    }

    private async Task<OnChainSend> Publish(OnChainSend send, CancellationToken cancel)
    {
        var outcome = await chain.Publish(send.Transaction!, send.Label, cancel);
        var isTaken = outcome.Status switch
        {
            PublishStatus.Published => true,

            // It may be in a block already, which a node takes for a second spending of its coins.
            PublishStatus.NotAccepted => await seen.Holds(
                send, transaction => transaction.Id == send.Transaction!.Id, cancel),
        };
        return isTaken ? await change.Capture(send, cancel) : send;
    }
}
