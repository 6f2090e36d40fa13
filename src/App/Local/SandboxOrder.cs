using System.Text;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Sandbox.Network;

namespace Fulgurite.App.Local;

/// <summary>A request for an invoice of the sandbox's payee, read and checked.</summary>
/// <param name="Amount">What it asks for; null lets the payer choose.</param>
/// <param name="Memo">What it is for.</param>
/// <param name="Expiry">How long it may be paid.</param>
/// <param name="Plan">How its payment will go.</param>
internal sealed record SandboxOrder(Msat? Amount, string Memo, TimeSpan Expiry, SandboxPlan Plan)
{
    private const int ExpirySecondsMax = 31_536_000;

    /// <summary>The order, or what is wrong with the first field that is.</summary>
    public static (SandboxOrder? Order, string Problem) Read(SandboxInvoiceBody body)
    {
        var outcome = OutcomeOf(body.Outcome);
        var failure = FailureOf(body.Failure);
        var delay = TimeSpan.FromMilliseconds(body.DelayMs ?? 0);
        var seconds = body.ExpirySeconds ?? 3_600;
        var problem =
            body.AmountMsat is < 1 || body.AmountMsat > Msat.MaxValue.Value
                ? "amount_msat: it is a number from 1 to 21 million BTC, or null."
            : outcome is null ? "outcome: it is settle, fail or hold."
            : failure is null
                ? "failure: it is incorrect_payment_details, no_route, timeout, insufficient_balance or error."
            : delay < TimeSpan.Zero || delay > SandboxPayer.DelayMax ? "delay_ms: it is a number from 0 to 600000."
            : seconds is < 1 or > ExpirySecondsMax ? "expiry_seconds: it is a number from 1 to 31536000."
            : Encoding.UTF8.GetByteCount(body.Memo ?? "") > Bolt11Draft.MaxTextBytes
                ? "memo: it is a text of at most 639 bytes."
            : "";
        return problem.Length > 0
            ? (null, problem)
            : (new SandboxOrder(
                body.AmountMsat is { } amount ? new Msat(amount) : null,
                body.Memo ?? "",
                TimeSpan.FromSeconds(seconds),
                new SandboxPlan(outcome!.Value, delay, failure!.Value)), "");
    }

    /// <summary>The outcome of a name, <c>settle</c> where there is none; null where it is another's.</summary>
    public static SandboxOutcome? OutcomeOf(string? name) => name switch
    {
        null or "settle" => SandboxOutcome.Settle,
        "fail" => SandboxOutcome.Fail,
        "hold" => SandboxOutcome.Hold,
        _ => null,
    };

    private static PaymentFailure? FailureOf(string? name) => name switch
    {
        null or "incorrect_payment_details" => PaymentFailure.IncorrectPaymentDetails,
        "no_route" => PaymentFailure.NoRoute,
        "timeout" => PaymentFailure.Timeout,
        "insufficient_balance" => PaymentFailure.InsufficientBalance,
        "error" => PaymentFailure.NodeError,
        _ => null,
    };
}
