using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Events;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.OnChain;

/// <summary>
/// What a step of a receipt changes, decided purely: the receipt, the journal, and the request that it pays, all in one
/// commit.
/// </summary>
/// <param name="Change">To be committed.</param>
/// <param name="Deliveries">Planned in it.</param>
internal sealed record ReceiptPlan(BookChange Change, IReadOnlyList<Delivery> Deliveries)
{
    /// <summary>An output is noted. Whether it comes in time is decided here, once and for all.</summary>
    /// <param name="seen">The receipt.</param>
    /// <param name="paid">The request that it pays; null where none is stored.</param>
    /// <param name="audience">Whom to tell.</param>
    /// <param name="now">The commit's time.</param>
    public static ReceiptPlan Detected(
        ChainReceipt seen, ChainRequestReading? paid, Audience audience, DateTimeOffset now)
    {
        var noted = seen with { DetectedAt = now, IsExpected = paid?.Request.Expects(seen.SeenAt) };
        var told = ChainRequestEvents.Of(ChainRequestEvents.ReceiptDetected, noted);
        var change = new BookChange("detect-onchain", noted.Receive.ToString(), "detected")
        {
            Writes = [RowWrite.Insert(ChainReceiptRows.Key(noted), ChainReceiptRows.ToFields(noted))],
            Events = [told],
        };
        return noted.IsExpected == true
            ? Tell(change, paid!, audience, new ChainRequestNews(
                PaymentEvent.ReceiveDetected, told.Id, now, paid!.Request.AfterDetection(now), paid.With(noted)))
            : new ReceiptPlan(change, []);
    }

    /// <summary>A receipt has its confirmations: it is credited, or suspended where it came too late.</summary>
    /// <param name="final">The receipt in its final state.</param>
    /// <param name="version">Of its row.</param>
    /// <param name="paid">The request that it pays; null where none is stored.</param>
    /// <param name="audience">Whom to tell.</param>
    public static ReceiptPlan Ended(
        ChainReceipt final, ETag version, ChainRequestReading? paid, Audience audience)
    {
        var isCredit = final.State == ChainReceiptState.Credited;
        var now = final.EndedAt!.Value;
        var after = final.IsExpected == true
            ? paid!.Request.AfterReceipt(isCredit ? final.Amount : Msat.Zero, now)
            : null;
        var completes = after is { State: ChainRequestState.Completed } && !paid!.Request.IsFinal;
        var happened = completes ? ChainRequestEvents.Completing(after!, final)
            : ChainRequestEvents.Of(
                isCredit ? ChainRequestEvents.ReceiptCredited : ChainRequestEvents.ReceiptSuspended, final);
        var change = new BookChange(
            isCredit ? ReceiveOnChain.Name : ReceiveOnChainUnattributed.Name,
            final.Receive.ToString(),
            isCredit ? "credited" : "suspended")
        {
            Transfers = isCredit
                ? ReceiveOnChain.Transfers(final.Amount, final.FeePaid)
                : ReceiveOnChainUnattributed.Transfers(final.Amount),
            Writes = [RowWrite.Replace(ChainReceiptRows.Key(final), ChainReceiptRows.ToFields(final), version)],
            Events = [happened],
        };
        var kind = completes ? PaymentEvent.ReceiveCompleted : PaymentEvent.ReceiveSucceeded;
        return after is null
            ? new ReceiptPlan(change, [])
            : Tell(
                change,
                paid!,
                audience,
                new ChainRequestNews(kind, happened.Id, now, after, paid!.With(final)),
                isCredit);
    }

    private static ReceiptPlan Tell(
        BookChange change, ChainRequestReading paid, Audience audience, ChainRequestNews news, bool isTold = true)
    {
        var deliveries = isTold ? audience.Plan(news) : [];
        return new ReceiptPlan(
            change with
            {
                Writes =
                [
                    .. change.Writes,
                    .. ChainRequestRows.Changes(paid.Request, news.Request, paid.Version),
                    .. deliveries.SelectMany(DeliveryRows.Inserts),
                ],
                AttentionAt = deliveries.Count > 0 ? news.At : null,
            },
            deliveries);
    }
}
