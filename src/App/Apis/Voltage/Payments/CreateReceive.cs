using System.Text;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>Makes a receive of a request.</summary>
internal static class CreateReceive
{
    private const long ExpirationDefault = 3_600;
    private const long ExpirationMax = 86_400;

    /// <summary>A BOLT 11 description cannot be longer.</summary>
    private const int DescriptionBytesMax = 639;

    /// <summary>Makes it, or says why not.</summary>
    public static async Task<VoltageAnswer> Execute(
        VoltageCall call, PaymentInput asked, PaymentOrder order)
    {
        if (ProblemWith(asked) is { } problem)
        {
            return problem;
        }

        var (amount, wrong) = AmountOf(asked);
        if (wrong is not null)
        {
            return wrong;
        }

        var expiry = TimeSpan.FromSeconds(asked.Expiration ?? ExpirationDefault);
        if (asked.PaymentKind != PaymentWords.Bolt11)
        {
            return await CreateChainReceive.Execute(call, order, asked, amount, expiry);
        }

        var invoice = new NewInvoice(
            call.Environment,
            order.Wallet,
            amount,
            asked.Description ?? "",
            expiry,
            null,
            null,
            new InvoiceId(order.Id))
        {
            Metadata = order.Metadata,
            TakesDepositFee = false,
            TakesProcessingFee = true,
        };
        return await order.ProblemWithKey(call) ?? await Make(call, invoice, order);
    }

    private static async Task<VoltageAnswer> Make(VoltageCall call, NewInvoice invoice, PaymentOrder order)
    {
        try
        {
            return await call.Engine.CreateInvoice.Execute(invoice, call.Cancel) switch
            {
                { Invoice: not null, IsRepeat: false } => VoltageAnswer.Accepted,
                { Invoice: { } existing } => order.IsRepeatOf(existing, invoice)
                    ? VoltageAnswer.Accepted
                    : PaymentErrors.Exists(order.IdText),
                { Refusal: CreateInvoiceRefusal.IdTaken } => PaymentErrors.Exists(order.IdText),
                { Refusal: CreateInvoiceRefusal.NodeRefused } => PaymentErrors.InvalidReceive(
                    "amount", "is more than the Lightning node accepts in one payment"),
                { Refusal: CreateInvoiceRefusal.AmountRequired } => PaymentErrors.InvalidReceive(
                    "amount", "is required: the line takes a processing fee, which the payer pays on top of it"),
                { Refusal: CreateInvoiceRefusal.LineOfCreditDisabled } => await call.LineDisabled(order.Wallet),
                _ => PaymentErrors.WalletNotFound(order.Wallet.ToString()),
            };
        }
        catch (NodeUnavailableException)
        {
            return PaymentErrors.NodeUnavailable;
        }
        catch (NodeRefusedException)
        {
            return PaymentErrors.NodeUnavailable;
        }
    }

    private static VoltageAnswer? ProblemWith(PaymentInput asked) => asked switch
    {
        { PaymentKind: "taprootasset" } => PaymentErrors.Disabled("taproot_assets"),
        { PaymentKind: not (PaymentWords.Bolt11 or PaymentWords.OnChain or PaymentWords.Bip21) } =>
            VoltageErrors.InvalidData("payment_kind is bolt11, onchain, bip21 or taprootasset."),
        { Description: "" } => PaymentErrors.TooShort("invalid_description", "description"),
        { Description: { } text } when Encoding.UTF8.GetByteCount(text) > DescriptionBytesMax =>
            PaymentErrors.InvalidReceive("description", $"is at most {DescriptionBytesMax} bytes of UTF-8"),
        { Expiration: < 1 or > ExpirationMax } =>
            PaymentErrors.InvalidReceive("expiration", $"is 1 to {ExpirationMax} seconds"),
        _ => null,
    };

    private static (Msat? Amount, VoltageAnswer? Problem) AmountOf(PaymentInput asked)
    {
        var isCurrencyOurs = (asked.Amount?.Currency ?? asked.Currency ?? "btc")
            .Equals("btc", StringComparison.OrdinalIgnoreCase);
        if (!isCurrencyOurs)
        {
            return (null, PaymentErrors.Refused("invalid_currency", "The wallet holds btc."));
        }

        var amount = AskedAmount.Of(asked);
        return (amount.Value, amount.Problem);
    }
}
