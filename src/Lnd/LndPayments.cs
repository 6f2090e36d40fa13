using Fulgurite.Lightning;
using Fulgurite.Lnd.Protos;
using Fulgurite.Money;
using Google.Protobuf;

namespace Fulgurite.Lnd;

/// <summary>
/// Turns the port's payments into LND's messages and back. A message that makes no sense is no definite answer, so it
/// can neither settle a payment nor fail one.
/// </summary>
internal static class LndPayments
{
    /// <summary>What SendPaymentV2 is asked.</summary>
    public static SendPaymentRequest FromCore(NewNodePayment payment)
    {
        // To LND an empty request means "by key and hash", a zero amount none, a zero timeout one of its own choice.
        Invariant.Holds(payment.PaymentRequest.Length > 0, "a payment has a payment request");
        Invariant.Holds(payment.Amount is not { IsZero: true }, "a payment is of above zero, or of what is asked");
        return new SendPaymentRequest
        {
            PaymentRequest = payment.PaymentRequest,
            AmtMsat = payment.Amount?.Value ?? 0,

            // What is held for the fee, and never more. A zero is absent on the wire, and LND reads absence as zero.
            FeeLimitMsat = payment.FeeMax.Value,
            TimeoutSeconds = ToSeconds(payment.AttemptsFor),
        };
    }

    /// <summary>
    /// What SendPaymentV2 is asked for a keysend, as <c>lncli sendpayment --keysend</c> asks it: the final CLTV delta
    /// is the node's default, and what the payee can read is what the graph knows of it.
    /// </summary>
    public static SendPaymentRequest FromCore(NewNodeKeysend keysend)
    {
        Invariant.Holds(!keysend.Amount.IsZero, "a keysend is of above zero");
        var request = new SendPaymentRequest
        {
            Dest = ByteString.CopyFrom(Convert.FromHexString(keysend.Destination.Hex)),
            PaymentHash = ByteString.CopyFrom(keysend.Hash.ToArray()),
            AmtMsat = keysend.Amount.Value,
            FeeLimitMsat = keysend.FeeMax.Value,
            TimeoutSeconds = ToSeconds(keysend.AttemptsFor),
            DestCustomRecords =
            {
                { CustomRecords.KeysendType, ByteString.CopyFrom(keysend.Preimage.Reveal()) },
            },
        };
        foreach (var (type, value) in keysend.Records.All)
        {
            request.DestCustomRecords.Add(type, ByteString.CopyFrom(value));
        }

        return request;
    }

    /// <summary>Reads a payment.</summary>
    /// <exception cref="NodeUnavailableException">
    /// A hash, state or amount that cannot be, or a success whose preimage does not prove it.
    /// </exception>
    public static NodePayment ToCore(Payment payment)
    {
        var hash = ToHash(payment);
        var state = ToState(payment.Status);
        var ofNothing = new NodePayment(hash, payment.PaymentIndex, state, Msat.Zero, Msat.Zero, null, null);
        return state switch
        {
            // A failure reason beside it says that LND has given up trying, while an HTLC may yet arrive.
            NodePaymentState.InFlight => ofNothing,
            NodePaymentState.Failed => ofNothing with { Failure = ToFailure(payment.FailureReason) },
            NodePaymentState.Succeeded => ofNothing with
            {
                AmountPaid = LndAnswers.ToAmount(payment.ValueMsat),
                FeePaid = LndAnswers.ToAmount(payment.FeeMsat),
                Preimage = ToPreimage(payment.PaymentPreimage, hash),
            },
        };
    }

    /// <summary>
    /// Reads a payment of a list, which may be of anybody who uses the node. Not every success there has a preimage
    /// that belongs to its hash (AMP's do not): then it has none here.
    /// </summary>
    /// <exception cref="NodeUnavailableException">A hash, state or amount that cannot be.</exception>
    public static NodePayment ToListed(Payment payment)
    {
        if (payment.Status != Payment.Types.PaymentStatus.Succeeded)
        {
            return ToCore(payment);
        }

        var hash = ToHash(payment);
        return new NodePayment(
            hash,
            payment.PaymentIndex,
            NodePaymentState.Succeeded,
            LndAnswers.ToAmount(payment.ValueMsat),
            LndAnswers.ToAmount(payment.FeeMsat),
            FindPreimage(payment.PaymentPreimage, hash),
            null);
    }

    /// <summary>Reads what a payment pays, and nothing else.</summary>
    /// <exception cref="NodeUnavailableException">No hash.</exception>
    public static PaymentHash ToHash(Payment payment) =>
        PaymentHash.TryParse(payment.PaymentHash, out var hash)
            ? hash
            : throw LndAnswers.Senseless("a payment without its hash");

    private static int ToSeconds(TimeSpan attemptsFor)
    {
        Invariant.Holds(
            attemptsFor >= TimeSpan.FromSeconds(1)
            && attemptsFor.Ticks % TimeSpan.TicksPerSecond == 0
            && attemptsFor.TotalSeconds <= int.MaxValue,
            "a node tries for whole seconds above zero");
        return (int)(attemptsFor.Ticks / TimeSpan.TicksPerSecond);
    }

    private static NodePaymentState ToState(Payment.Types.PaymentStatus status) => status switch
    {
        Payment.Types.PaymentStatus.Initiated or Payment.Types.PaymentStatus.InFlight => NodePaymentState.InFlight,
        Payment.Types.PaymentStatus.Succeeded => NodePaymentState.Succeeded,
        Payment.Types.PaymentStatus.Failed => NodePaymentState.Failed,
        _ => throw LndAnswers.Senseless($"a payment in state {(int)status}"),
    };

    private static PaymentFailure ToFailure(PaymentFailureReason reason) => reason switch
    {
        PaymentFailureReason.FailureReasonTimeout => PaymentFailure.Timeout,
        PaymentFailureReason.FailureReasonNoRoute => PaymentFailure.NoRoute,
        PaymentFailureReason.FailureReasonError => PaymentFailure.NodeError,
        PaymentFailureReason.FailureReasonIncorrectPaymentDetails => PaymentFailure.IncorrectPaymentDetails,
        PaymentFailureReason.FailureReasonInsufficientBalance => PaymentFailure.InsufficientBalance,
        PaymentFailureReason.FailureReasonCanceled => PaymentFailure.Canceled,
        _ => PaymentFailure.Unspecified, // none, or a later LND's: it failed all the same
    };

    // The preimage is the receipt: without the right one nobody was paid, whatever the node says.
    private static PaymentPreimage ToPreimage(string hex, PaymentHash hash) =>
        FindPreimage(hex, hash)
        ?? throw LndAnswers.Senseless($"a success of {hash} without the preimage that proves it");

    private static PaymentPreimage? FindPreimage(string hex, PaymentHash hash)
    {
        var bytes = new byte[PaymentHash.Length];
        return hex.Length == 2 * bytes.Length
            && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && new PaymentPreimage(bytes) is var preimage
            && preimage.Hash() == hash
                ? preimage
                : null;
    }
}
