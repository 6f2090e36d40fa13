using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// Takes a payment one step further: has the node pay it, once, and afterwards looks until the end is definite. Safe
/// to run at any time, any number of times, and at the same time in several processes. What is not known stays in
/// flight: a hold is released only when nothing is left that could still pay.
/// </summary>
public sealed class AdvancePayment(
    ITableStore tables,
    PaymentClaims claims,
    AskNode ask,
    ResolvePayment resolve,
    PublishSends publish,
    TimeProvider clock)
{
    /// <summary>
    /// Carries out an order, and orders the next look where there is one to come. For a payment that succeeds at once:
    /// five storage transactions and two node requests.
    /// </summary>
    /// <exception cref="NodeUnavailableException">The node did not tell; the order is to be repeated.</exception>
    public async Task<AdvancedPayment> Execute(SendOrder order, CancellationToken cancel)
    {
        var row = await tables.Get(WalletRows.Table, PaymentRows.Key(order.Wallet, order.Payment), cancel);
        Invariant.Holds(row is not null, "a payment is ordered after it is stored");
        var payment = PaymentRows.ToPayment(row);
        var status = payment.State switch
        {
            PaymentState.Initiated => await Begin(payment, row.Version, cancel),
            PaymentState.InFlight => await Look(payment, row.Version, cancel),
            PaymentState.Succeeded => AdvancePaymentStatus.Succeeded,
            PaymentState.Failed => AdvancePaymentStatus.Failed,
        };
        if (status is AdvancePaymentStatus.InFlight or AdvancePaymentStatus.Elsewhere)
        {
            await publish.Next(order, cancel);
        }

        return new AdvancedPayment(status, clock.GetUtcNow() - payment.CreatedAt, payment.Requests.Node);
    }

    private async Task<AdvancePaymentStatus> Begin(Payment payment, ETag version, CancellationToken cancel)
    {
        // Before the node is asked anything: it may be away for good, and it was never asked to pay.
        if (clock.GetUtcNow() >= payment.ExpiresAt)
        {
            return await GiveUp(payment, PaymentFailure.InvoiceExpired, cancel);
        }

        if (!await claims.Take(payment, cancel))
        {
            return await GiveUp(payment, PaymentFailure.AlreadyAttempted, cancel);
        }

        // Only now, with the right to the hash in hand: whatever the node shows is older than our first request.
        var before = await ask.Track(payment, cancel);
        if (before is { State: NodePaymentState.InFlight or NodePaymentState.Succeeded })
        {
            return await GiveUp(payment, PaymentFailure.AlreadyPaid, cancel);
        }

        return await Ask(payment, version, before?.Index ?? 0, cancel);
    }

    // The node was never asked on behalf of this payment, so this failure is as definite as any.
    private async Task<AdvancePaymentStatus> GiveUp(
        Payment payment, PaymentFailure failure, CancellationToken cancel) =>
        await resolve.Release(payment, (stored, _) => stored.State == PaymentState.Initiated ? failure : null, cancel)
            ? AdvancePaymentStatus.Failed
            : AdvancePaymentStatus.InFlight;

    private async Task<AdvancePaymentStatus> Look(Payment payment, ETag version, CancellationToken cancel) =>
        await ask.IsAsked(payment, cancel)
            ? await Conclude(payment, version, await ask.Track(payment, cancel), cancel)
            : AdvancePaymentStatus.Elsewhere;

    private async Task<AdvancePaymentStatus> Ask(
        Payment payment, ETag version, ulong indexBefore, CancellationToken cancel) =>
        await ask.Execute(payment, version, indexBefore, cancel) switch
        {
            null => AdvancePaymentStatus.InFlight,
            { Refusal: { } failure } refused => await TakeRefusal(refused, failure, cancel),
            var asked => await Conclude(asked.Payment, asked.Version, asked.AtNode, cancel),
        };

    // This request made no payment. An earlier one, whose answer was lost, still may.
    private async Task<AdvancePaymentStatus> TakeRefusal(
        AskedPayment asked, PaymentFailure failure, CancellationToken cancel)
    {
        var token = asked.Payment.Requests.Token!;
        if (await resolve.Release(asked.Payment, (stored, _) => IsLast(stored, token) ? failure : null, cancel))
        {
            return AdvancePaymentStatus.Failed;
        }

        await ask.Note(asked.Payment, asked.Version, asked.Payment.Requests.Answered(token), cancel);
        return AdvancePaymentStatus.InFlight;
    }

    private static bool IsLast(Payment stored, string token) =>
        stored.Requests.Answered(token) is { Open: 0, IsKnown: false };

    private async Task<AdvancePaymentStatus> Conclude(
        Payment payment, ETag version, NodePayment? atNode, CancellationToken cancel)
    {
        switch (PaymentVerdict.Of(payment, atNode, clock.GetUtcNow()))
        {
            case PaymentVerdict.Capture capture:
                return await Capture(payment, capture.Success, cancel);
            case PaymentVerdict.Release:
                // Decided again over the payment as it is stored then: another process may have asked meanwhile.
                return await resolve.Release(payment, (stored, now) => Due(stored, atNode, now), cancel)
                    ? AdvancePaymentStatus.Failed
                    : AdvancePaymentStatus.InFlight;
            case PaymentVerdict.Ask:
                return await Ask(payment, version, payment.Requests.LastIndex, cancel);
            case PaymentVerdict.Wait wait:
                await ask.Note(payment, version, wait.Requests, cancel);
                return AdvancePaymentStatus.InFlight;
            default:
                throw new InvariantBrokenException("a verdict is one of four");
        }
    }

    private async Task<AdvancePaymentStatus> Capture(
        Payment payment, NodePayment success, CancellationToken cancel)
    {
        switch (await resolve.Capture(payment, success, cancel))
        {
            case CapturePaymentStatus.Captured:
                return AdvancePaymentStatus.Succeeded;
            case CapturePaymentStatus.NotDue:
                return AdvancePaymentStatus.InFlight;
            default:
                // A late answer: the payment had failed by then, and the hash was paid for the one that came after it.
                // While the payment has the right to the hash itself, ledger and node disagree: a person must look.
                var claim = await claims.Find(payment.Hash, cancel);
                Invariant.Holds(
                    claim?.IsOf(payment) == false, $"what was paid for payment {payment.Id} is what it ended with");
                return AdvancePaymentStatus.Failed;
        }
    }

    private static PaymentFailure? Due(Payment stored, NodePayment? atNode, DateTimeOffset now) =>
        stored.State == PaymentState.InFlight
        && PaymentVerdict.Of(stored, atNode, now) is PaymentVerdict.Release release
            ? release.Failure
            : null;
}
