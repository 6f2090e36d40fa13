using System.Text.Json.Nodes;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Why payments are refused, and why they fail, in the contract's words.</summary>
internal static class PaymentErrors
{
    /// <summary>The node gave no answer; nothing is known to be made.</summary>
    public static readonly VoltageAnswer NodeUnavailable = VoltageErrors.Error(
        StatusCodes.Status503ServiceUnavailable,
        "write_message",
        "The Lightning node is not available now. Send the same request again.") with
    {
        RetryAfterSeconds = VoltageErrors.RetryAfterSeconds,
    };

    /// <summary>A send whose cost could not be held.</summary>
    public static readonly PaymentErrorBody NotCovered = new(
        "hold_failed", "insufficient_funds", "Balance and credit do not cover the amount and the maximum fee.");

    /// <summary>The node gave no estimate.</summary>
    public static readonly VoltageAnswer NoEstimate = VoltageErrors.Error(
        StatusCodes.Status503ServiceUnavailable, "read_failed", "The node gives no estimate now.") with
    {
        RetryAfterSeconds = VoltageErrors.RetryAfterSeconds,
    };

    /// <summary>The client's own key of a request was used for another payment.</summary>
    public static readonly VoltageAnswer KeyReused = VoltageErrors.Error(
        StatusCodes.Status422UnprocessableEntity,
        "idempotency_key_reused",
        "This Idempotency-Key was used for a payment of another id: use a new one for each payment.");

    /// <summary>Why a receive ended without money; null for the other states.</summary>
    public static PaymentErrorBody? Of(InvoiceState state) => state switch
    {
        InvoiceState.Open or InvoiceState.Settled => null,
        InvoiceState.Expired => new PaymentErrorBody("expired", "expired", "It was not paid in time."),
        InvoiceState.Canceled => new PaymentErrorBody("expired", "expired", "It was withdrawn before it was paid."),
    };

    /// <summary>Why a send over Lightning failed; null for one that did not.</summary>
    public static PaymentErrorBody? Of(Payment payment) => payment switch
    {
        { Failure: PaymentFailure.IncorrectPaymentDetails, Target: PaymentTarget.Keysend } => SendFailed(
            "rejected", "The payee does not take keysends, or not this one."),
        { Failure: PaymentFailure.SelfPayment, Target: PaymentTarget.Keysend } => Rejected(
            "The destination is the paying node itself."),
        { Failure: { } failure } => Of(failure),
        _ => null,
    };

    /// <summary>Why a send failed, or an estimate would.</summary>
    public static PaymentErrorBody Of(PaymentFailure failure) => failure switch
    {
        PaymentFailure.NotCovered => NotCovered,
        PaymentFailure.NoRoute => SendFailed("no_route", "There is no way to the payee within the maximum fee."),
        PaymentFailure.InsufficientBalance => SendFailed("no_route", "The node's channels do not hold enough."),
        PaymentFailure.Timeout => SendFailed("no_route", "No try arrived in time."),
        PaymentFailure.NodeError => SendFailed("upstream_failure", "The node failed."),
        PaymentFailure.Unspecified => SendFailed("upstream_failure", "The node gave no reason."),
        PaymentFailure.Canceled => SendFailed("upstream_failure", "It was cancelled at the node."),
        PaymentFailure.IncorrectPaymentDetails => SendFailed(
            "rejected", "The payee does not know the invoice, has withdrawn it, or wants another amount."),
        PaymentFailure.InvoiceExpired => SendFailed("invalid_bolt11_invoice", "The invoice has expired."),
        PaymentFailure.KeysendExpired => SendFailed(
            "upstream_failure", "Its time was over before the node made a try."),
        PaymentFailure.InvalidPaymentRequest => SendFailed(
            "invalid_bolt11_invoice", "The node cannot read the payment request."),
        PaymentFailure.SelfPayment => Rejected("The invoice is the paying node's own."),
        PaymentFailure.AlreadyPaid => Rejected("The invoice is paid, or is being paid, by somebody else."),
        PaymentFailure.AlreadyAttempted => Rejected("Another payment pays the invoice, or has paid it."),
    };

    /// <summary>There is no such payment in the environment.</summary>
    public static VoltageAnswer NotFound(string id) => VoltageErrors.Error(
        StatusCodes.Status404NotFound,
        "payment_not_found",
        "There is no such payment in this environment.",
        context: new JsonObject { ["payment_id"] = id });

    /// <summary>There is no such wallet in the environment.</summary>
    public static VoltageAnswer WalletNotFound(string id) => VoltageErrors.Error(
        StatusCodes.Status404NotFound,
        "wallet_not_found",
        "There is no such wallet in this environment.",
        context: new JsonObject { ["wallet_id"] = id });

    /// <summary>
    /// The wallet's line of credit takes no new payments. The contract has a type of its own for that of wallets, and
    /// of payments it has none: here it is the code.
    /// </summary>
    public static VoltageAnswer LineDisabled(string line) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_payment",
        "The wallet's line of credit is disabled.",
        "line_of_credit_disabled",
        new JsonObject { ["line_of_credit_id"] = line });

    /// <summary>The wallet's line of credit waits for its collateral: the wallet receives, and does not send.</summary>
    public static VoltageAnswer LineNotReady(string line) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_payment",
        "The wallet's line of credit waits for its collateral: it receives, and does not send.",
        "line_of_credit_not_ready",
        new JsonObject { ["line_of_credit_id"] = line });

    /// <summary>A bill of the wallet's line of credit is overdue: the wallet receives, and does not send.</summary>
    public static VoltageAnswer LineOverdue(string line) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_payment",
        "A bill of the wallet's line of credit is overdue: it receives, and does not send.",
        "line_of_credit_overdue",
        new JsonObject { ["line_of_credit_id"] = line });

    /// <summary>The id names a payment already.</summary>
    public static VoltageAnswer Exists(string id) => VoltageErrors.Error(
        StatusCodes.Status409Conflict,
        "payment_exists",
        "A payment of this id exists.",
        context: new JsonObject { ["payment_id"] = id });

    /// <summary>It is too late to withdraw it, or it cannot be.</summary>
    public static VoltageAnswer NotCancelable(string detail) =>
        VoltageErrors.Error(StatusCodes.Status409Conflict, "payment_not_cancelable", detail);

    /// <summary>It cannot be ended that way.</summary>
    public static VoltageAnswer NotResolvable(string detail) =>
        VoltageErrors.Error(StatusCodes.Status409Conflict, "payment_not_resolvable", detail);

    /// <summary>Something of the contract that this deployment does not offer.</summary>
    public static VoltageAnswer Disabled(string feature) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "feature_flag_disabled",
        $"This deployment does not offer {feature}.",
        "disabled",
        new JsonObject { ["feature"] = feature });

    /// <summary>A field is missing.</summary>
    public static VoltageAnswer Required(string type, string field) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        type,
        $"{field} is required.",
        "required",
        new JsonObject { ["field"] = field, ["required"] = true });

    /// <summary>An amount is below what is possible.</summary>
    /// <param name="type">What is wrong.</param>
    /// <param name="field">Where it stands.</param>
    /// <param name="given">What was sent, in units of that field.</param>
    /// <param name="min">The least that is possible, in the same.</param>
    /// <param name="unit">Millisatoshis in one of that field.</param>
    public static VoltageAnswer BelowMinimum(string type, string field, decimal given, long min, long unit = 1) =>
        VoltageErrors.Error(
            StatusCodes.Status400BadRequest,
            type,
            $"{field} is {given}, and at least {min}.",
            "below_minimum",
            new JsonObject
            {
                ["field"] = field,
                ["provided_amount"] = AmountOf(given * unit),
                ["min_amount"] = AmountOf(min * unit),
            });

    /// <summary>A text is empty.</summary>
    public static VoltageAnswer TooShort(string type, string field) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        type,
        $"{field} is empty: leave it out, or write at least one character.",
        "too_short",
        new JsonObject { ["field"] = field, ["min_length"] = 1, ["required"] = false });

    /// <summary>Fields of a receive are not as they must be.</summary>
    public static VoltageAnswer InvalidReceive(string field, string must) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "invalid_receive_payment",
        $"{field} {must}.",
        "validation_failed",
        new JsonObject { ["fields"] = new JsonArray(field) });

    /// <summary>A plain refusal.</summary>
    public static VoltageAnswer Refused(string type, string detail) =>
        VoltageErrors.Error(StatusCodes.Status400BadRequest, type, detail);

    // The contract's amounts are magnitudes, with a flag where they are below zero.
    private static JsonObject AmountOf(decimal msats)
    {
        var amount = new JsonObject
        {
            ["currency"] = "btc", ["amount"] = Math.Abs(msats), ["unit"] = "msats",
        };
        if (msats < 0)
        {
            amount["negative"] = true;
        }

        return amount;
    }

    private static PaymentErrorBody SendFailed(string code, string detail) => new("send_failed", code, detail);

    private static PaymentErrorBody Rejected(string detail) => new("rejected", "rejected", detail);
}
