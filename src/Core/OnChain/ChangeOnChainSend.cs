using Fulgurite.Bitcoin;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// Takes a send on chain from a state to the next, once: a transaction is kept, the cost is captured, or the hold is
/// released. The last two have one idempotency key, so that a send cannot end both ways.
/// </summary>
public sealed class ChangeOnChainSend(ITableStore tables, BookKeeper books, Announce announce)
{
    private readonly ChainReads reads = new(tables);

    /// <summary>A send; null when there is none. One storage transaction.</summary>
    public Task<OnChainSend?> Find(WalletId wallet, PaymentId id, CancellationToken cancel) =>
        reads.SendById(wallet, id, cancel);

    /// <summary>A send that was begun. One storage transaction.</summary>
    public async Task<OnChainSend> Load(WalletId wallet, PaymentId id, CancellationToken cancel)
    {
        var send = await Find(wallet, id, cancel);
        Invariant.Holds(send is not null, "a send is begun before it is advanced");
        return send;
    }

    /// <summary>
    /// Keeps a transaction. Whoever does so first has decided: another's is forgotten, and was never published. Two
    /// storage transactions, as each of the following; returns the send as it is afterwards, whoever changed it.
    /// </summary>
    public Task<OnChainSend> Keep(OnChainSend send, PrepareSendOutcome.Prepared prepared, CancellationToken cancel) =>
        Execute(
            send,
            "signed",
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

    /// <summary>Captures what a send that is published cost.</summary>
    public Task<OnChainSend> Capture(OnChainSend send, CancellationToken cancel) => Execute(
        send,
        "sent",
        (stored, now) => stored.State == OnChainSendState.Signed
            ? stored with { State = OnChainSendState.Sent, EndedAt = now }
            : null,
        cancel);

    /// <summary>
    /// Releases the hold of a send that is still in the state in which its failure was decided. For one without a kept
    /// transaction that is always right: none was published, whatever anybody prepared.
    /// </summary>
    public Task<OnChainSend> Release(
        OnChainSend send, ChainSendFailure failure, Money.Msat? feeEstimated, CancellationToken cancel) => Execute(
        send,
        "failed",
        (stored, now) => !stored.IsFinal && stored.State == send.State
            ? stored with
            {
                State = OnChainSendState.Failed,
                Failure = failure,
                FeeEstimated = feeEstimated,
                EndedAt = now,
            }
            : null,
        cancel);

    /// <summary>Who is to be told of an end. No storage transaction while the registry remembers.</summary>
    internal Task<PlannedNews> Tell(EnvironmentId environment, CancellationToken cancel) =>
        announce.Prepare(environment, cancel);

    /// <summary>What is told of a send: that it is final; null before.</summary>
    internal static News? NewsOf(OnChainSend send, DateTimeOffset now) =>
        send.IsFinal ? OnChainSendNews.Of(send, now) : null;

    private async Task<OnChainSend> Execute(
        OnChainSend send,
        string outcome,
        Func<OnChainSend, DateTimeOffset, OnChainSend?> next,
        CancellationToken cancel)
    {
        OnChainSend? changed = null;
        var told = await Tell(send.Environment, cancel);
        var step = outcome == "signed" ? "chain-sign" : "chain-end";
        var command = new BookCommand(
            new IdempotencyKey($"{step}:{send.Id}"),
            InputHash.Of(outcome),
            async loading =>
            {
                var row = await tables.Get(WalletRows.Table, OnChainSendRows.Key(send.Wallet, send.Id), loading);
                Invariant.Holds(row is not null, "a send is never deleted");
                var stored = OnChainSendRows.ToSend(row);
                return (_, now) => (changed = next(stored, now)) is { } to
                    ? new BookDecision.Applied(told.With(ChangeTo(to, row.Version), NewsOf(to, now), now))
                    : new BookDecision.Refused(stored.State);
            });
        if (await books.Execute(send.Wallet, command, cancel) is not BookResult.Applied applied)
        {
            return await Load(send.Wallet, send.Id, cancel);
        }

        await told.Publish(applied, cancel);
        return changed!;
    }

    private static BookChange ChangeTo(OnChainSend send, ETag version)
    {
        var (movement, outcome, transfers) = send.State switch
        {
            OnChainSendState.Sent => (
                CaptureOnChain.Name,
                "sent",
                CaptureOnChain.Transfers(send.Held, send.Amount, send.Fee, send.Processing.Amount)),
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
}
