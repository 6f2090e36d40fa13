using Fulgurite.Bitcoin;
using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
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
    ITableStore tables, BookKeeper books, IChainWallet chain, ChainCursor cursor)
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
        var send = await Load(wallet, id, cancel);
        if (send.State == OnChainSendState.Initiated)
        {
            send = await Sign(send, cancel);
        }

        return send.State == OnChainSendState.Signed ? await Publish(send, cancel) : send;
    }

    /// <summary>
    /// Takes every send of a wallet that is not final further; returns how many are not final then. One storage
    /// transaction, and what each send costs. All are tried, and the first failure is told afterwards.
    /// </summary>
    public async Task<int> Unfinished(WalletId wallet, CancellationToken cancel)
    {
        var (count, failures) = (0, new List<Task>());
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

            count += advanced.IsCompletedSuccessfully && (await advanced).IsFinal ? 0 : 1;
        }

        await (failures.FirstOrDefault() ?? Task.CompletedTask);
        return count;
    }

    private async Task<OnChainSend> Sign(OnChainSend send, CancellationToken cancel)
    {
        var asked = new NewChainSend(send.Destination, send.Amount, send.FeeMax, send.TargetBlocks);
        switch (await chain.PrepareSend(asked, cancel))
        {
            case PrepareSendOutcome.Refused refused:
                return await Release(send, refused.Failure, cancel);
            case PrepareSendOutcome.Prepared { Transaction.Bytes.Length: > TransactionBytesMax }:
                return await Release(send, ChainSendFailure.TransactionTooLarge, cancel);
            case PrepareSendOutcome.Prepared prepared:
                Invariant.Holds(prepared.Fee <= send.FeeMax, "a transaction costs no more than it may");
                return await Keep(send, prepared, cancel);
            default:
                throw new InvariantBrokenException("a send is prepared or refused");
        }
    }

    // Whoever keeps one first has decided: another's is forgotten, and was never published.
    private Task<OnChainSend> Keep(OnChainSend send, PrepareSendOutcome.Prepared prepared, CancellationToken cancel) =>
        Change(
            send,
            new IdempotencyKey($"chain-sign:{send.Id}"),
            InputHash.Of("signed"),
            (stored, now) => stored.State == OnChainSendState.Initiated
                ? stored with
                {
                    State = OnChainSendState.Signed,
                    Transaction = prepared.Transaction,
                    Fee = prepared.Fee,
                    SignedAt = now,
                }
                : null,
            cancel);

    // No transaction is kept, so none was published, whatever anybody prepared.
    private Task<OnChainSend> Release(OnChainSend send, ChainSendFailure failure, CancellationToken cancel) => Change(
        send,
        new IdempotencyKey($"chain-end:{send.Id}"),
        InputHash.Of("failed"),
        (stored, now) => stored.State == OnChainSendState.Initiated
            ? stored with { State = OnChainSendState.Failed, Failure = failure, EndedAt = now }
            : null,
        cancel);

    private async Task<OnChainSend> Publish(OnChainSend send, CancellationToken cancel)
    {
        var outcome = await chain.Publish(send.Transaction!, send.Label, cancel);
        var isTaken = outcome.Status switch
        {
            PublishStatus.Published => true,

            // It may be in a block already, which a node takes for a second spending of its coins.
            PublishStatus.NotAccepted => await IsInHistory(send, cancel),
        };
        return isTaken
            ? await Change(
                send,
                new IdempotencyKey($"chain-end:{send.Id}"),
                InputHash.Of("sent"),
                (stored, now) => stored.State == OnChainSendState.Signed
                    ? stored with { State = OnChainSendState.Sent, EndedAt = now }
                    : null,
                cancel)
            : send;
    }

    // The cursor goes on with the blocks, whatever becomes of a send: after days its own may lie further back.
    private async Task<bool> IsInHistory(OnChainSend send, CancellationToken cancel)
    {
        var from = await cursor.Load(cancel);
        return await IsInHistory(send, from, cancel) || (from > 0 && await IsInHistory(send, 0, cancel));
    }

    private async Task<bool> IsInHistory(OnChainSend send, int fromHeight, CancellationToken cancel)
    {
        var history = await chain.ReadHistory(fromHeight, cancel);
        return history.Transactions.Any(transaction => transaction.Id == send.Transaction!.Id);
    }

    // The send as it is afterwards, whether this changed it, or somebody else did before.
    private async Task<OnChainSend> Change(
        OnChainSend send,
        IdempotencyKey key,
        InputHash input,
        Func<OnChainSend, DateTimeOffset, OnChainSend?> next,
        CancellationToken cancel)
    {
        OnChainSend? changed = null;
        var command = new BookCommand(key, input, async loading =>
        {
            var row = await tables.Get(WalletRows.Table, OnChainSendRows.Key(send.Wallet, send.Id), loading);
            Invariant.Holds(row is not null, "a send is never deleted");
            var stored = OnChainSendRows.ToSend(row);
            return (_, now) => (changed = next(stored, now)) is { } to
                ? new BookDecision.Applied(ChangeTo(to, row.Version))
                : new BookDecision.Refused(stored.State);
        });
        return await books.Execute(send.Wallet, command, cancel) is BookResult.Applied
            ? changed!
            : await Load(send.Wallet, send.Id, cancel);
    }

    private static BookChange ChangeTo(OnChainSend send, ETag version)
    {
        var (movement, outcome, transfers) = send.State switch
        {
            OnChainSendState.Sent => (
                CaptureOnChain.Name, "sent", CaptureOnChain.Transfers(send.Held, send.Amount, send.Fee)),
            OnChainSendState.Failed => (ReleaseOnChain.Name, "failed", ReleaseOnChain.Transfers(send.Held)),
            OnChainSendState.Initiated or OnChainSendState.Signed => ("sign-onchain", "signed", []),
        };
        return new BookChange(movement, send.Id.ToString(), outcome)
        {
            Transfers = transfers,
            Writes = OnChainSendRows.Changes(send, version),
            Events = [OnChainSendEvents.Of(send)],
        };
    }

    private async Task<OnChainSend> Load(WalletId wallet, PaymentId id, CancellationToken cancel)
    {
        var send = await new ChainReads(tables).SendById(wallet, id, cancel);
        Invariant.Holds(send is not null, "a send is begun before it is advanced");
        return send;
    }
}
