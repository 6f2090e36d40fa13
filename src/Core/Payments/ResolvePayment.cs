using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// Ends a payment, once: what it cost is captured, or all of its hold is released. Both have one idempotency key, so
/// that a payment cannot end both ways.
/// </summary>
public sealed class ResolvePayment(
    ITableStore tables, BookKeeper books, Announce announce, PreimageSource preimages)
{
    /// <summary>
    /// Captures what a successful payment cost. One storage transaction; two more when it was changed meanwhile.
    /// </summary>
    public async Task<CapturePaymentStatus> Capture(
        Payment payment, ETag version, NodePayment success, CancellationToken cancel)
    {
        var input = InputHash.Of("succeeded", success.AmountPaid.ToString(), success.FeePaid.ToString());
        var isEnded = await End((payment, version), input, (stored, now) => stored.State == PaymentState.InFlight
            ? (stored with
            {
                State = PaymentState.Succeeded,
                FeePaid = success.FeePaid,
                Preimage = success.Preimage,
                Requests = stored.Requests.Seeing(success.Index),
                EndedAt = now,
            }, Captured(stored, success))
            : null, cancel);
        return isEnded switch
        {
            true => CapturePaymentStatus.Captured,
            false => CapturePaymentStatus.NotDue,
            null => CapturePaymentStatus.EndedOtherwise,
        };
    }

    /// <summary>
    /// Captures what a payment within the ledger cost, which is its amount: its payee has been credited. The proof is
    /// the preimage of the payee's invoice. One storage transaction; two more when it was changed meanwhile.
    /// </summary>
    /// <exception cref="InvariantBrokenException">It has ended otherwise: a person must look.</exception>
    public async Task CaptureInternally(Payment payment, ETag version, CancellationToken cancel)
    {
        var preimage = preimages.For(payment.Payee!.Environment, payment.Payee.Invoice.Value);
        Invariant.Holds(preimage.Hash() == payment.Hash, "what is paid within the ledger is an invoice of ours");
        var input = InputHash.Of("succeeded", payment.Amount.ToString(), Msat.Zero.ToString());
        var isCaptured = await End((payment, version), input, (stored, now) => stored.State == PaymentState.InFlight
            ? (stored with
            {
                State = PaymentState.Succeeded,
                FeePaid = Msat.Zero,
                Preimage = preimage,
                EndedAt = now,
            }, CapturedInternally(stored))
            : null, cancel);
        Invariant.Holds(isCaptured == true, $"payment {payment.Id}, whose payee was credited, is captured");
    }

    /// <summary>
    /// Fails a payment that nothing was begun for: this is as definite as a failure can be. It stays as it is where it
    /// was begun meanwhile.
    /// </summary>
    internal async Task<AdvancePaymentStatus> GiveUp(
        Payment payment, ETag version, PaymentFailure failure, CancellationToken cancel) =>
        await Release(payment, version, (stored, _) => stored.State == PaymentState.Initiated ? failure : null, cancel)
            ? AdvancePaymentStatus.Failed
            : AdvancePaymentStatus.InFlight;

    /// <summary>
    /// Releases the hold of a payment that definitely failed. True when it has ended so, now or before; false when it
    /// is no longer due, or has ended otherwise. One storage transaction; two more when it was changed meanwhile.
    /// </summary>
    /// <param name="payment">As it was stored when it was last read or written.</param>
    /// <param name="version">Of its row then.</param>
    /// <param name="why">
    /// Why it failed, decided over the payment as it is stored at the moment; null when it has not.
    /// </param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<bool> Release(
        Payment payment,
        ETag version,
        Func<Payment, DateTimeOffset, PaymentFailure?> why,
        CancellationToken cancel) =>
        await End((payment, version), InputHash.Of("failed"), (stored, now) => why(stored, now) is { } failure
            ? (stored with { State = PaymentState.Failed, Failure = failure, EndedAt = now }, Released(stored, failure))
            : null, cancel) == true;

    // True when it ended so, false when that is not due, null when it ended otherwise. What the caller knows of the
    // payment is decided over first: where it is no longer so, the commit is refused, and it is read and decided again.
    private async Task<bool?> End(
        (Payment Payment, ETag Version) known,
        InputHash input,
        Func<Payment, DateTimeOffset, (Payment Final, BookChange Change)?> decide,
        CancellationToken cancel)
    {
        var payment = known.Payment;
        var audience = await announce.To(payment.Environment, cancel);
        IReadOnlyList<Delivery> deliveries = [];
        (Payment, ETag)? first = known;
        var command = new BookCommand(
            new IdempotencyKey($"end:{payment.Id}"),
            input,
            async loading =>
            {
                var stored = first ?? await Read(payment, loading);
                first = null;
                return (head, now) => Decide(
                    stored, head, now, decide, final => deliveries = audience.Plan(PaymentNews.Of(final, now)));
            });
        var result = await books.Execute(payment.Wallet, command, cancel);
        if (result is BookResult.Applied applied)
        {
            await announce.PublishOrLeave(deliveries, applied.Change.Writes, applied.Versions, cancel);
        }

        return result switch
        {
            BookResult.Applied or BookResult.AlreadyApplied => true,
            BookResult.Refused { Status: ResolvePaymentRefusal.NoLongerDue } => false,
            BookResult.KeyReused => null,
            _ => throw new InvariantBrokenException("a payment that is final has an end on record"),
        };
    }

    private async Task<(Payment Payment, ETag Version)> Read(Payment payment, CancellationToken cancel)
    {
        var row = await tables.Get(WalletRows.Table, PaymentRows.Key(payment.Wallet, payment.Id), cancel);
        Invariant.Holds(row is not null, "a payment is never deleted");
        return (PaymentRows.ToPayment(row), row.Version);
    }

    private static BookDecision Decide(
        (Payment Payment, ETag Version) known,
        WalletHead head,
        DateTimeOffset now,
        Func<Payment, DateTimeOffset, (Payment Final, BookChange Change)?> decide,
        Func<Payment, IReadOnlyList<Delivery>> plan)
    {
        // What is not final is held for: where less is held than it takes, it has ended since it was last seen.
        var (stored, version) = known;
        if (stored.IsFinal || head.Balances[Account.Held].Value < stored.Held.Value)
        {
            return new BookDecision.Refused(ResolvePaymentRefusal.AlreadyFinal);
        }

        if (decide(stored, now) is not var (final, change))
        {
            return new BookDecision.Refused(ResolvePaymentRefusal.NoLongerDue);
        }

        var deliveries = plan(final);
        return new BookDecision.Applied(change with
        {
            Writes = [.. PaymentRows.Finish(final, version), .. deliveries.SelectMany(DeliveryRows.Inserts)],
            AttentionAt = deliveries.Count > 0 ? now : null,
        });
    }

    private static BookChange Captured(Payment payment, NodePayment success) =>
        new(CaptureSend.Name, payment.Id.ToString(), "succeeded")
        {
            Transfers = CaptureSend.Transfers(
                payment.Held, success.AmountPaid, success.FeePaid, payment.Processing.Amount),
            Events = [Succeeded(payment, success.AmountPaid, success.FeePaid)],
        };

    private static BookChange CapturedInternally(Payment payment) =>
        new(CaptureInternal.Name, payment.Id.ToString(), "succeeded")
        {
            Transfers = CaptureInternal.Transfers(payment.Held, payment.Amount, payment.Processing.Amount),
            Events = [Succeeded(payment, payment.Amount, Msat.Zero)],
        };

    private static BookChange Released(Payment payment, PaymentFailure failure) =>
        new(ReleaseSend.Name, payment.Id.ToString(), "failed")
        {
            Transfers = ReleaseSend.Transfers(payment.Held),
            Events = [Event(payment, "payment.failed", new RowFields { { "failure", failure.ToString() } })],
        };

    private static NewEvent Succeeded(Payment payment, Msat amountPaid, Msat feePaid) =>
        Event(payment, "payment.succeeded", new RowFields
        {
            { "amount_paid_msat", amountPaid.Value },
            { "fee_paid_msat", feePaid.Value },
            { ProcessingFeeColumns.Amount, ProcessingFeeColumns.AmountOf(payment.Processing) },
        });

    private static NewEvent Event(Payment payment, string type, RowFields facts) => new(
        EventIds.For(type, $"{payment.Wallet}/{payment.Id}"),
        type,
        new RowFields { { "payment", payment.Id.ToString() }, { "payment_hash", payment.Hash.ToString() } }
            .With(facts));
}
