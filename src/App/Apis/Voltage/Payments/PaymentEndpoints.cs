using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Payments of an environment: asked for, sent, found, listed, and read before they are made.</summary>
internal static class PaymentEndpoints
{
    private const int IdempotencyKeyLengthMax = 255;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(VoltageRoutes routes)
    {
        const string Base = $"{VoltageRoutes.Environment}/payments";
        routes.Post(Base, Permission.Receive, Create);
        routes.Get(Base, Permission.Read, ListPayments.Execute);
        routes.Post($"{Base}/decode", Permission.Read, Decode);
        routes.Get($"{Base}/{{payment}}", Permission.Read, Read);
        routes.Get($"{Base}/{{payment}}/history", Permission.Read, History);
        routes.Post($"{Base}/{{payment}}/cancel", Permission.Write, Cancel);
        routes.Post($"{Base}/{{payment}}/resolve", Permission.Write, ResolveSend.Execute);
        routes.Post($"{Base}/estimate", Permission.Read, EstimateSend.Execute);
        routes.Get($"{Base}/summary", Permission.Read, SummarizePayments.OfEnvironment);
        routes.Get(
            $"{VoltageRoutes.Organization}/wallets/{{wallet}}/payments/summary",
            Permission.Read,
            SummarizePayments.OfWallet);
    }

    private static async Task<VoltageAnswer> Create(VoltageCall call)
    {
        var (asked, problem) = await VoltageBody.Read(call, PaymentJson.Default.PaymentInput);
        if (asked is null)
        {
            return problem!;
        }

        var (order, wrong) = await OrderOf(call, asked);
        return order is null ? wrong!
            : asked.IsSend ? await CreateSend.Execute(call, asked, order)
            : await CreateReceive.Execute(call, asked, order);
    }

    // What receives and sends have in common, or what is wrong with it.
    private static async Task<(PaymentOrder? Order, VoltageAnswer? Problem)> OrderOf(
        VoltageCall call, PaymentInput asked)
    {
        var key = call.Context.Request.Headers["Idempotency-Key"].ToString();
        if (!Guid.TryParseExact(asked.Id, "D", out var id))
        {
            return (null, VoltageErrors.InvalidData("id is a UUID that names the payment."));
        }

        if (!WalletId.TryParse(asked.WalletId, out var wallet))
        {
            return (null, VoltageErrors.InvalidData("wallet_id is the UUID of a wallet."));
        }

        if (asked.IsSend == asked.PaymentKind is not null)
        {
            return (null, VoltageErrors.InvalidData(
                "A receive has payment_kind, a send has type and data, and nothing is both."));
        }

        if (asked.QuoteId is not null)
        {
            return (null, PaymentErrors.Disabled("quotes"));
        }

        if (key.Length > IdempotencyKeyLengthMax)
        {
            return (null, VoltageErrors.InvalidParameter("Idempotency-Key: it has at most 255 characters."));
        }

        if (Metadata.Of(asked.Metadata ?? []) is not { } metadata)
        {
            return (null, VoltageErrors.InvalidData(
                "metadata has at most 50 pairs, with keys and values of at most 256 characters."));
        }

        return await call.HasWallet(wallet)
            ? (new PaymentOrder(id, asked.Id, wallet, metadata, key.Length > 0 ? key : null), null)
            : (null, PaymentErrors.WalletNotFound(asked.WalletId));
    }

    private static async Task<VoltageAnswer> Read(VoltageCall call) =>
        await Find(call) is { } payment
            ? VoltageAnswer.Of(StatusCodes.Status200OK, payment, PaymentJson.Default.PaymentBody)
            : PaymentErrors.NotFound(call.Route("payment")!);

    private static async Task<VoltageAnswer> History(VoltageCall call)
    {
        var history = await Find(call) is { } payment ? PaymentHistory.Of(payment) : new PaymentHistory([]);
        return VoltageAnswer.Of(StatusCodes.Status200OK, history, PaymentJson.Default.PaymentHistory);
    }

    private static async Task<PaymentBody?> Find(VoltageCall call) =>
        Guid.TryParseExact(call.Route("payment"), "D", out var id)
        && await call.Engine.PaymentIds.Find(call.Environment, id, call.Cancel) is { } location
            ? await call.Show(location.Wallet, id, location.Direction, location.Kind)
            : null;

    private static async Task<VoltageAnswer> Cancel(VoltageCall call)
    {
        if (!Guid.TryParseExact(call.Route("payment"), "D", out var id)
            || await call.Engine.PaymentIds.Find(call.Environment, id, call.Cancel) is not { } location)
        {
            return PaymentErrors.NotFound(call.Route("payment")!);
        }

        if (location.Direction == PaymentDirection.Send)
        {
            return PaymentErrors.NotCancelable("A payment that is sent cannot be taken back.");
        }

        try
        {
            var invoice = new InvoiceId(id);
            var outcome = location.Kind == PaymentKind.Bolt11
                ? await call.Engine.CancelInvoice.Execute(location.Wallet, invoice, call.Cancel)
                : await call.Engine.ChainRequests.Cancel.Execute(location.Wallet, invoice, call.Cancel);
            return outcome switch
            {
                CancelInvoiceOutcome.Canceled => VoltageAnswer.Accepted,
                CancelInvoiceOutcome.NotFound => PaymentErrors.NotFound(call.Route("payment")!),
                CancelInvoiceOutcome.AlreadyPaid => PaymentErrors.NotCancelable("It is paid, or being paid."),
                CancelInvoiceOutcome.AlreadyExpired => PaymentErrors.NotCancelable("It has expired."),
            };
        }
        catch (NodeUnavailableException)
        {
            return PaymentErrors.NodeUnavailable;
        }
    }

    private static async Task<VoltageAnswer> Decode(VoltageCall call)
    {
        var (asked, problem) = await VoltageBody.Read(call, PaymentJson.Default.DecodeInput);
        if (asked is null)
        {
            return problem!;
        }

        if (string.IsNullOrWhiteSpace(asked.PaymentRequest))
        {
            return PaymentErrors.Required("missing_payment_request", "payment_request");
        }

        var text = Bolt11Invoice.StripUriScheme(asked.PaymentRequest.Trim());
        return Bolt11Invoice.TryDecode(text, out var invoice, out var error)
            ? VoltageAnswer.Of(
                StatusCodes.Status200OK, DecodedBody.FromCore(invoice), PaymentJson.Default.DecodedBody)
            : PaymentErrors.Refused(
                "invalid_bolt11_payment_request", $"payment_request is not a valid BOLT 11 invoice: {error}.");
    }
}
