using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Payments;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Makes a send of a request.</summary>
internal static class CreateSend
{
    /// <summary>Makes it, or says why not.</summary>
    public static async Task<VoltageAnswer> Execute(VoltageCall call, PaymentInput asked, PaymentOrder order)
    {
        if (!call.Key.Allows(Permission.Write))
        {
            return call.Deny("permission");
        }

        var problem = ProblemWith(asked);
        if (problem is not null)
        {
            return problem;
        }

        if (asked.Type != PaymentWords.Bolt11)
        {
            return asked.Type switch
            {
                PaymentWords.OnChain => await CreateChainSend.Execute(call, asked, order),
                PaymentWords.Keysend => await CreateKeysend.Execute(call, asked, order),
                _ => await CreateBip21Send.Execute(call, asked, order),
            };
        }

        if (string.IsNullOrEmpty(asked.Data!.PaymentRequest))
        {
            return PaymentErrors.Required("missing_payment_request", "payment_request");
        }

        (var terms, problem) = SendTerms.Read(asked.Data with { Description = null }, asked.Currency);
        return terms is null ? problem! : await PayInvoice(call, asked.Data.PaymentRequest, terms, order);
    }

    private static async Task<VoltageAnswer> PayInvoice(
        VoltageCall call, string request, SendTerms terms, PaymentOrder order)
    {
        var text = Bolt11Invoice.StripUriScheme(request.Trim());
        if (!Bolt11Invoice.TryDecode(text, out var invoice, out var error))
        {
            return PaymentErrors.Refused(
                "invalid_bolt11_payment_request", $"payment_request is not a valid BOLT 11 invoice: {error}.");
        }

        if ((invoice.Amount ?? terms.Amount) is not { } amount)
        {
            return PaymentErrors.Required("amount_required", "amount");
        }

        var feeMax = terms.FeeMax ?? NewPayment.FeeMaxFor(amount);
        var payment = new NewPayment(
            new PaymentId(order.Id), call.Environment, order.Wallet, invoice.Text, terms.Amount, feeMax)
        {
            Metadata = order.Metadata,
            KeepsNotCovered = true,
        };
        return await order.ProblemWithKey(call) ?? await Make(call, payment, order);
    }

    /// <summary>Makes a payment over Lightning, of any kind, or says why not.</summary>
    public static async Task<VoltageAnswer> Make(VoltageCall call, NewPayment payment, PaymentOrder order) =>
        await call.Engine.CreatePayment.Execute(payment, call.Cancel) switch
        {
            { Payment: not null, IsRepeat: false } => VoltageAnswer.Accepted,
            { Payment: { } existing } => order.IsRepeatOf(existing, payment)
                ? VoltageAnswer.Accepted
                : PaymentErrors.Exists(order.IdText),
            { Refusal: CreatePaymentRefusal.InvalidAmount } when payment.Target is PaymentTarget.Keysend =>
                PaymentErrors.Refused("invalid_amount", "amount and max_fee are too much together."),
            { Refusal: { } refusal } => await Of(call, refusal, order),
            _ => throw new InvariantBrokenException("a payment is made or refused"),
        };

    private static async Task<VoltageAnswer> Of(
        VoltageCall call, CreatePaymentRefusal refusal, PaymentOrder order) => refusal switch
    {
        CreatePaymentRefusal.InvalidPaymentRequest => PaymentErrors.Refused(
            "invalid_bolt11_payment_request", "payment_request is not a valid BOLT 11 invoice."),
        CreatePaymentRefusal.WrongNetwork => PaymentErrors.Refused(
            "invalid_network", "payment_request is an invoice of another network."),
        CreatePaymentRefusal.AmountRequired => PaymentErrors.Required("amount_required", "amount"),
        CreatePaymentRefusal.InvalidAmount => PaymentErrors.Refused(
            "amount_match_failed", "amount is not what the invoice asks for, or too much."),
        CreatePaymentRefusal.InvoiceExpired => PaymentErrors.Refused(
            "invalid_bolt11_payment_request", "The invoice has expired."),
        CreatePaymentRefusal.WalletNotFound => PaymentErrors.WalletNotFound(order.Wallet.ToString()),
        CreatePaymentRefusal.LineOfCreditDisabled => await call.LineDisabled(order.Wallet),
        CreatePaymentRefusal.LineOfCreditNotReady => await call.LineNotReady(order.Wallet),
        CreatePaymentRefusal.LineOfCreditOverdue => await call.LineOverdue(order.Wallet),
        CreatePaymentRefusal.AlreadyExists => PaymentErrors.Exists(order.IdText),
        CreatePaymentRefusal.InsufficientFunds =>
            throw new InvariantBrokenException("a payment that is not covered is kept as one that failed"),
    };

    private static VoltageAnswer? ProblemWith(PaymentInput asked) => asked switch
    {
        { FlowPreference: { } flow } when flow.ToString() is not ("direct" or "") => PaymentErrors.Disabled("swaps"),
        { Type: "taprootasset" } => PaymentErrors.Disabled("taproot_assets"),
        {
            Type: not (PaymentWords.Bolt11 or PaymentWords.OnChain or PaymentWords.Bip21 or PaymentWords.Keysend),
        } => VoltageErrors.InvalidData("type is bolt11, onchain, bip21, keysend or taprootasset."),
        { Data: null } => VoltageErrors.InvalidData("data is required."),
        _ => null,
    };
}
