using Fulgurite.Sandbox.Network;

namespace Fulgurite.App.Local;

/// <summary>
/// Lets a developer be the other party: the payer with <c>POST /sandbox/pay</c>, the payee with
/// <c>/sandbox/invoice</c>, and either with <c>/sandbox/release</c>. Mapped only where the node is the sandbox's own.
/// </summary>
internal static class SandboxApi
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, SandboxNetwork network)
    {
        endpoints.MapPost("/sandbox/pay", context => Pay(context, network.Payer));
        endpoints.MapPost("/sandbox/invoice", context => Invoice(context, network.Payee));
        endpoints.MapPost("/sandbox/release", context => Release(context, network));
    }

    private static async Task Pay(HttpContext context, SandboxPayer payer)
    {
        if (await SandboxHttp.Read(context, SandboxJson.Default.SandboxPayBody) is not
            { PaymentRequest: { } request } body)
        {
            await SandboxHttp.Refuse(context, 400, "invalid_syntax", "Send {\"payment_request\": \"...\"} as JSON.");
            return;
        }

        var outcome = SandboxOrder.OutcomeOf(body.Outcome);
        var delay = TimeSpan.FromMilliseconds(body.DelayMs ?? 0);
        if (outcome is null)
        {
            await SandboxHttp.Refuse(context, 400, "invalid_parameter", "outcome: it is settle, fail or hold.");
        }
        else if (delay < TimeSpan.Zero || delay > SandboxPayer.DelayMax)
        {
            await SandboxHttp.Refuse(context, 400, "invalid_parameter", "delay_ms: it is a number from 0 to 600000.");
        }
        else
        {
            await Answer(context, payer.Pay(request, outcome.Value, delay));
        }
    }

    private static async Task Invoice(HttpContext context, SandboxPayee payee)
    {
        if (await SandboxHttp.Read(context, SandboxJson.Default.SandboxInvoiceBody) is not { } body)
        {
            await SandboxHttp.Refuse(context, 400, "invalid_syntax", "Send {\"amount_msat\": 1000000} as JSON.");
            return;
        }

        var (order, problem) = SandboxOrder.Read(body);
        if (order is null)
        {
            await SandboxHttp.Refuse(context, 400, "invalid_parameter", problem);
            return;
        }

        var paymentRequest = payee.Issue(order.Amount, order.Memo, order.Expiry, order.Plan);
        await SandboxHttp.Write(
            context, 201, new SandboxInvoiceAnswer(paymentRequest), SandboxJson.Default.SandboxInvoiceAnswer);
    }

    private static async Task Release(HttpContext context, SandboxNetwork network)
    {
        if (await SandboxHttp.Read(context, SandboxJson.Default.SandboxReleaseBody) is not
            { Outcome: null or "settle" or "fail" } body || body is { PaymentRequest: null, Keysends: not true })
        {
            await SandboxHttp.Refuse(
                context,
                400,
                "invalid_syntax",
                "Send {\"payment_request\": \"...\", \"outcome\": \"settle\" or \"fail\"} as JSON.");
            return;
        }

        var isSettled = body.Outcome != "fail";
        if (body.PaymentRequest is { } request
            ? await network.Payer.Release(request, isSettled, context.RequestAborted)
                || network.Paying.Release(request, isSettled)
            : network.Paying.ReleaseKeysends(isSettled))
        {
            await Answer(context, isSettled ? SandboxPaymentStatus.Settled : SandboxPaymentStatus.Failed);
        }
        else
        {
            await SandboxHttp.Refuse(context, 409, "not_held", "No such payment is held.");
        }
    }

    private static Task Answer(HttpContext context, SandboxPaymentStatus status) => status switch
    {
        SandboxPaymentStatus.Settled => Paid(context, 200, new SandboxPayAnswer("settled")),
        SandboxPaymentStatus.Failed => Paid(context, 200, new SandboxPayAnswer("failed")),
        SandboxPaymentStatus.Held => Paid(context, 200, new SandboxPayAnswer("held")),
        SandboxPaymentStatus.InFlight => Paid(context, 202, new SandboxPayAnswer("in_flight")),
        SandboxPaymentStatus.NotAnInvoice =>
            SandboxHttp.Refuse(
                context, 400, "invalid_payment_request", "payment_request: it is not a valid BOLT 11 invoice."),
        SandboxPaymentStatus.ForeignInvoice =>
            SandboxHttp.Refuse(context, 400, "foreign_invoice", "payment_request: it was not issued by this sandbox."),
        SandboxPaymentStatus.Expired =>
            SandboxHttp.Refuse(context, 409, "invoice_expired", "The invoice has expired or was cancelled."),
        SandboxPaymentStatus.AlreadyHeld =>
            SandboxHttp.Refuse(context, 409, "payment_held", "Another payment of this invoice is held."),
        SandboxPaymentStatus.AlreadyPaid =>
            SandboxHttp.Refuse(context, 409, "invoice_paid", "The invoice is paid already."),
    };

    private static Task Paid(HttpContext context, int status, SandboxPayAnswer answer) =>
        SandboxHttp.Write(context, status, answer, SandboxJson.Default.SandboxPayAnswer);
}
