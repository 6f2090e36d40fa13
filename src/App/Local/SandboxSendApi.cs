using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;

namespace Fulgurite.App.Local;

/// <summary>
/// Lets a developer send from the local merchant's wallet: <c>POST /sandbox/send</c> orders a payment and
/// <c>GET /sandbox/payments/{id}</c> tells what became of it. Mapped only where the node is the sandbox's own.
/// </summary>
internal sealed class SandboxSendApi
{
    private readonly EngineSource source;
    private readonly IRandomness randomness;
    private readonly EnvironmentId environment;
    private readonly WalletId wallet;

    /// <summary>Sends from the merchant's wallet.</summary>
    public SandboxSendApi(EngineSource source, SandboxFacts facts, IRandomness randomness)
    {
        (this.source, this.randomness) = (source, randomness);
        var hasIds = EnvironmentId.TryParse(facts.EnvironmentId, out environment)
            & WalletId.TryParse(facts.WalletId, out wallet);
        Invariant.Holds(hasIds, "the kept merchant has its ids");
    }

    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/sandbox/send", Send);
        endpoints.MapGet("/sandbox/payments/{payment_id}", Find);
    }

    private async Task Send(HttpContext context)
    {
        if (await SandboxHttp.Read(context, SandboxJson.Default.SandboxSendBody) is not
            { PaymentRequest: not null } body)
        {
            await SandboxHttp.Refuse(
                context, 400, "invalid_syntax", "Send {\"payment_request\": \"...\"} as JSON.");
            return;
        }

        var (order, problem) = ToCore(body);
        if (order is null)
        {
            await SandboxHttp.Refuse(context, 400, "invalid_parameter", problem);
            return;
        }

        var engine = await source.Get(context.RequestAborted);
        var outcome = await engine.CreatePayment.Execute(order, context.RequestAborted);
        await (outcome.Payment is { } payment
            ? Answer(context, 202, SandboxSendAnswer.OfOrder(payment))
            : Refuse(context, outcome.Refusal!.Value));
    }

    private async Task Find(HttpContext context)
    {
        var engine = await source.Get(context.RequestAborted);
        var payment = PaymentId.TryParse(context.Request.RouteValues["payment_id"] as string, out var id)
            ? await engine.Payments.ById(wallet, id, context.RequestAborted)
            : null;
        await (payment is not null
            ? Answer(context, 200, SandboxSendAnswer.Of(payment))
            : SandboxHttp.Refuse(context, 404, "payment_not_found", "There is no payment of this id."));
    }

    // The order, or what is wrong with the first field that is.
    private (NewPayment? Order, string Problem) ToCore(SandboxSendBody body)
    {
        PaymentId id = new(randomness.NextUuid());
        var problem =
            body.PaymentId is not null && !PaymentId.TryParse(body.PaymentId, out id)
                ? "payment_id: it is a UUID, or null."
            : body.AmountMsat is < 1 || body.AmountMsat > Msat.MaxValue.Value
                ? "amount_msat: it is a number from 1 to 21 million BTC, or null."
            : body.FeeMaxMsat is < 0 || body.FeeMaxMsat > Msat.MaxValue.Value
                ? "fee_max_msat: it is a number from 0 to 21 million BTC, or null."
            : "";
        if (problem.Length > 0)
        {
            return (null, problem);
        }

        Msat? amount = body.AmountMsat is { } given ? new Msat(given) : null;
        var feeMax = body.FeeMaxMsat is { } most
            ? new Msat(most)
            : NewPayment.FeeMaxFor(amount ?? AmountIn(body.PaymentRequest!));
        return (new NewPayment(id, environment, wallet, body.PaymentRequest!, amount, feeMax), "");
    }

    // What no amount can be read from is refused before a fee matters.
    private static Msat AmountIn(string paymentRequest) =>
        Bolt11Invoice.TryDecode(Bolt11Invoice.StripUriScheme(paymentRequest.Trim()), out var invoice, out _)
            ? invoice.Amount ?? default
            : default;

    private static Task Answer(HttpContext context, int status, SandboxSendAnswer answer) =>
        SandboxHttp.Write(context, status, answer, SandboxJson.Default.SandboxSendAnswer);

    private static Task Refuse(HttpContext context, CreatePaymentRefusal refusal) => refusal switch
    {
        CreatePaymentRefusal.InvalidPaymentRequest => SandboxHttp.Refuse(
            context, 400, "invalid_payment_request", "payment_request: it is not a valid BOLT 11 invoice."),
        CreatePaymentRefusal.WrongNetwork => SandboxHttp.Refuse(
            context, 400, "wrong_network", "payment_request: it is an invoice of another network."),
        CreatePaymentRefusal.AmountRequired => SandboxHttp.Refuse(
            context, 400, "amount_required", "amount_msat: the invoice names no amount, so it is required."),
        CreatePaymentRefusal.InvalidAmount => SandboxHttp.Refuse(
            context, 400, "invalid_amount", "amount_msat: it is not what the invoice asks for, or too much."),
        CreatePaymentRefusal.InvoiceExpired => SandboxHttp.Refuse(
            context, 409, "invoice_expired", "The invoice has expired."),
        CreatePaymentRefusal.WalletNotFound => SandboxHttp.Refuse(
            context, 404, "wallet_not_found", "The sandbox's wallet is gone: start it again."),
        CreatePaymentRefusal.LineOfCreditDisabled => SandboxHttp.Refuse(
            context, StatusCodes.Status400BadRequest, "line_of_credit_disabled", "The line of credit is disabled."),
        CreatePaymentRefusal.LineOfCreditNotReady => SandboxHttp.Refuse(
            context,
            StatusCodes.Status400BadRequest,
            "line_of_credit_not_ready",
            "The line of credit waits for its collateral."),
        CreatePaymentRefusal.LineOfCreditOverdue => SandboxHttp.Refuse(
            context,
            StatusCodes.Status400BadRequest,
            "line_of_credit_overdue",
            "A bill of the line of credit is overdue."),
        CreatePaymentRefusal.AlreadyExists => SandboxHttp.Refuse(
            context, 409, "payment_exists", "payment_id: a payment of this id exists, of something else."),
        CreatePaymentRefusal.InsufficientFunds => SandboxHttp.Refuse(
            context, 409, "insufficient_funds", "The balance does not cover the amount and the maximum fee."),
    };
}
