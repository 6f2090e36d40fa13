using System.Text.Json.Serialization;
using Fulgurite.Lightning;
using Fulgurite.Payments;

namespace Fulgurite.App.Local;

/// <summary>A payment as the sandbox shows it. What is null is left out.</summary>
/// <param name="PaymentId">A UUID.</param>
/// <param name="Status"><c>initiated</c>, <c>in_flight</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="AmountMsat">What the payee is to get.</param>
/// <param name="FeeMaxMsat">The most that routing may cost.</param>
/// <param name="FeePaidMsat">What routing cost, of one that succeeded.</param>
/// <param name="Preimage">The proof of payment, hex, of one that succeeded.</param>
/// <param name="Failure">Why not, of one that failed.</param>
/// <param name="CreatedAt">When its cost was held.</param>
/// <param name="EndedAt">When it became final.</param>
internal sealed record SandboxSendAnswer(
    string PaymentId,
    string Status,
    long AmountMsat,
    long FeeMaxMsat,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? FeePaidMsat,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Preimage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Failure,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? EndedAt)
{
    /// <summary>What the order to pay is answered with.</summary>
    public static SandboxSendAnswer OfOrder(Payment payment) => new(
        payment.Id.ToString(),
        NameOf(payment.State),
        payment.Amount.Value,
        payment.FeeMax.Value,
        null,
        null,
        null,
        null,
        null);

    /// <summary>Everything that is known of it.</summary>
    public static SandboxSendAnswer Of(Payment payment) => OfOrder(payment) with
    {
        FeePaidMsat = payment.Preimage is null ? null : payment.FeePaid.Value,
        Preimage = payment.Preimage is { } preimage ? Convert.ToHexStringLower(preimage.Reveal()) : null,
        Failure = payment.Failure is { } failure ? NameOf(failure) : null,
        CreatedAt = payment.CreatedAt,
        EndedAt = payment.EndedAt,
    };

    /// <summary>Without the preimage.</summary>
    public override string ToString() => $"payment {PaymentId}: {Status}";

    private static string NameOf(PaymentState state) => state switch
    {
        PaymentState.Initiated => "initiated",
        PaymentState.InFlight => "in_flight",
        PaymentState.Succeeded => "succeeded",
        PaymentState.Failed => "failed",
    };

    private static string NameOf(PaymentFailure failure) => failure switch
    {
        PaymentFailure.Unspecified => "unspecified",
        PaymentFailure.Timeout => "timeout",
        PaymentFailure.NoRoute => "no_route",
        PaymentFailure.NodeError => "error",
        PaymentFailure.IncorrectPaymentDetails => "incorrect_payment_details",
        PaymentFailure.InsufficientBalance => "insufficient_balance",
        PaymentFailure.Canceled => "canceled",
        PaymentFailure.InvoiceExpired => "invoice_expired",
        PaymentFailure.SelfPayment => "self_payment",
        PaymentFailure.InvalidPaymentRequest => "invalid_payment_request",
        PaymentFailure.AlreadyPaid => "already_paid",
        PaymentFailure.AlreadyAttempted => "already_attempted",
        PaymentFailure.NotCovered => "not_covered",
        PaymentFailure.KeysendExpired => "keysend_expired",
    };
}
