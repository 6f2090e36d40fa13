using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Payments;

/// <summary>
/// Has the node pay, once, and afterwards looks until the end is definite. What is not known stays in flight: a hold is
/// released only when nothing is left that could still pay.
/// </summary>
public sealed class PayOverNetwork(
    PaymentClaims claims, AskNode ask, ResolvePayment resolve, TimeProvider clock)
{
    /// <summary>
    /// Whether the node itself issued the invoice, and so would not pay it. At most one node request.
    /// </summary>
    internal Task<bool> IsOwn(Payment payment, CancellationToken cancel) => ask.IsOwn(payment, cancel);

    /// <summary>The first request, by a payment with the right to its hash.</summary>
    internal async Task<AdvancePaymentStatus> Begin(Payment payment, ETag version, CancellationToken cancel)
    {
        // Only now, with the right to the hash in hand: whatever the node shows is older than our first request.
        var before = await ask.Track(payment, cancel);
        if (before is { State: NodePaymentState.InFlight or NodePaymentState.Succeeded })
        {
            return await resolve.GiveUp(payment, version, PaymentFailure.AlreadyPaid, cancel);
        }

        return await Ask(payment, version, before?.Index ?? 0, cancel);
    }

    /// <summary>What became of a payment in flight.</summary>
    internal async Task<AdvancePaymentStatus> Look(Payment payment, ETag version, CancellationToken cancel) =>
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
        if (await resolve.Release(
            asked.Payment, asked.Version, (stored, _) => IsLast(stored, token) ? failure : null, cancel))
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
                return await Capture(payment, version, capture.Success, cancel);
            case PaymentVerdict.Release:
                // Decided again over the payment as it is stored then: another process may have asked meanwhile.
                return await resolve.Release(payment, version, (stored, now) => Due(stored, atNode, now), cancel)
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
        Payment payment, ETag version, NodePayment success, CancellationToken cancel)
    {
        switch (await resolve.Capture(payment, version, success, cancel))
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
