using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
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

        if (ProblemWith(asked) is { } problem)
        {
            return problem;
        }

        var data = asked.Data!;
        var text = Bolt11Invoice.StripUriScheme(data.PaymentRequest!.Trim());
        if (!Bolt11Invoice.TryDecode(text, out var invoice, out var error))
        {
            return PaymentErrors.Refused(
                "invalid_bolt11_payment_request", $"payment_request is not a valid BOLT 11 invoice: {error}.");
        }

        Msat? given = (data.Amount?.Amount ?? data.AmountMsats) is { } msats ? new Msat(msats) : null;
        if ((invoice.Amount ?? given) is not { } amount)
        {
            return PaymentErrors.Required("amount_required", "amount");
        }

        Msat? givenFeeMax = (data.MaxFee?.Amount ?? data.MaxFeeMsats) is { } most ? new Msat(most) : null;
        var feeMax = givenFeeMax ?? NewPayment.FeeMaxFor(amount);
        var payment = new NewPayment(
            new PaymentId(order.Id), call.Environment, order.Wallet, invoice.Text, given, feeMax)
        {
            Metadata = order.Metadata,
            KeepsNotCovered = true,
        };
        return await order.ProblemWithKey(call) ?? await Make(call, payment, order);
    }

    private static async Task<VoltageAnswer> Make(VoltageCall call, NewPayment payment, PaymentOrder order) =>
        await call.Engine.CreatePayment.Execute(payment, call.Cancel) switch
        {
            { Payment: not null, IsRepeat: false } => VoltageAnswer.Accepted,
            { Payment: { } existing } => order.IsRepeatOf(existing, payment)
                ? VoltageAnswer.Accepted
                : PaymentErrors.Exists(order.IdText),
            { Refusal: { } refusal } => Of(refusal, order),
            _ => throw new InvariantBrokenException("a payment is made or refused"),
        };

    private static VoltageAnswer Of(CreatePaymentRefusal refusal, PaymentOrder order) => refusal switch
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
        CreatePaymentRefusal.LineOfCreditDisabled => PaymentErrors.LineDisabled,
        CreatePaymentRefusal.AlreadyExists => PaymentErrors.Exists(order.IdText),
        CreatePaymentRefusal.InsufficientFunds =>
            throw new InvariantBrokenException("a payment that is not covered is kept as one that failed"),
    };

    private static VoltageAnswer? ProblemWith(PaymentInput asked) => asked switch
    {
        { FlowPreference: { } flow } when flow.ToString() is not ("direct" or "") => PaymentErrors.Disabled("swaps"),
        { Type: "taprootasset" } => PaymentErrors.Disabled("taproot_assets"),
        { Type: PaymentWords.OnChain or PaymentWords.Bip21 } => PaymentErrors.Disabled("onchain"),
        { Type: not PaymentWords.Bolt11 } => VoltageErrors.InvalidData(
            "type is bolt11, onchain, bip21 or taprootasset."),
        { Data: null } => VoltageErrors.InvalidData("data is required."),
        { Data.PaymentRequest: null or "" } => PaymentErrors.Required("missing_payment_request", "payment_request"),
        { Data: var data } => ProblemWith(data, asked.Currency),
    };

    private static VoltageAnswer? ProblemWith(SendInput data, string? currency)
    {
        string?[] currencies = [currency, data.Amount?.Currency, data.MaxFee?.Currency];
        if (currencies.Any(c => c is not null && !c.Equals("btc", StringComparison.OrdinalIgnoreCase)))
        {
            return PaymentErrors.Refused("invalid_currency", "The wallet holds btc.");
        }

        var (amount, feeMax) = (data.Amount?.Amount ?? data.AmountMsats, data.MaxFee?.Amount ?? data.MaxFeeMsats);
        return amount is < 1 ? PaymentErrors.BelowMinimum("invalid_amount", "amount", amount.Value, 1)
            : amount > Msat.MaxValue.Value ? PaymentErrors.Refused("invalid_amount", "amount is too much.")
            : feeMax is < 0 ? PaymentErrors.BelowMinimum("invalid_max_fee", "max_fee", feeMax.Value, 0)
            : feeMax > Msat.MaxValue.Value ? PaymentErrors.Refused("invalid_max_fee", "max_fee is too much.")
            : null;
    }
}
