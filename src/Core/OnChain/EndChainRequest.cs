using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Storage;

namespace Fulgurite.OnChain;

/// <summary>Ends a request that is not paid, and has the merchant told.</summary>
public sealed class EndChainRequest(ITableStore tables, BookKeeper books, Announce announce)
{
    /// <summary>
    /// Ends an open request; returns it as it is then, ended by this or otherwise, or open where it must not end. A
    /// commit of the book keeper's, after two storage transactions to read.
    /// </summary>
    /// <param name="wallet">Whose.</param>
    /// <param name="id">Which; it exists.</param>
    /// <param name="state">How it ends: <c>Expired</c> or <c>Canceled</c>.</param>
    /// <param name="may">Whether it may end at an instant, as it is stored.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">It may have ended: repeat it.</exception>
    public async Task<ChainRequest> Execute(
        WalletId wallet,
        InvoiceId id,
        ChainRequestState state,
        Func<ChainRequest, DateTimeOffset, bool> may,
        CancellationToken cancel)
    {
        var stored = await Read(wallet, id, cancel);
        var audience = await announce.To(stored.Request.Environment, cancel);
        IReadOnlyList<Delivery> planned = [];
        var command = new BookCommand(KeyOf(state, id), InputHash.Of(id.ToString()), async loading =>
        {
            var reading = await Read(wallet, id, loading);
            return (_, now) =>
            {
                if (reading.Request.IsFinal || !may(reading.Request, now))
                {
                    return new BookDecision.Refused(reading.Request.State);
                }

                var ended = reading.Request.Ended(state, now);
                planned = audience.Plan(ChainRequestNews.Ended(ended, reading.Receipts));
                return new BookDecision.Applied(ChangeOf(reading, ended, planned));
            };
        });
        if (await books.Execute(wallet, command, cancel) is BookResult.Applied applied)
        {
            await announce.PublishOrLeave(planned, applied.Change.Writes, applied.Versions, cancel);
        }

        return (await Read(wallet, id, cancel)).Request;
    }

    /// <summary>The idempotency key of a request's end.</summary>
    public static IdempotencyKey KeyOf(ChainRequestState state, InvoiceId request) =>
        new($"{(state == ChainRequestState.Canceled ? "chain-cancel" : "chain-expire")}:{request}");

    private async Task<ChainRequestReading> Read(WalletId wallet, InvoiceId id, CancellationToken cancel)
    {
        var reading = await ChainRequestReading.Read(tables, wallet, id, cancel);
        Invariant.Holds(reading is not null, "a request is never deleted");
        return reading;
    }

    private static BookChange ChangeOf(
        ChainRequestReading before, ChainRequest ended, IReadOnlyList<Delivery> planned)
    {
        var isCanceled = ended.State == ChainRequestState.Canceled;
        return new BookChange(
            isCanceled ? "cancel-onchain" : "expire-onchain",
            ended.Id.ToString(),
            isCanceled ? "canceled" : "expired")
        {
            Writes =
            [
                .. ChainRequestRows.Changes(before.Request, ended, before.Version),
                .. planned.SelectMany(DeliveryRows.Inserts),
            ],
            Events =
            [
                ChainRequestEvents.Of(isCanceled ? ChainRequestEvents.Canceled : ChainRequestEvents.Expired, ended),
            ],
            AttentionAt = planned.Count > 0 ? ended.EndedAt : null,
        };
    }
}
