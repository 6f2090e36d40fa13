using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Billing;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>
/// Has a bill that is owed to the customer paid out: additive to the contract. What can be refused is refused at once;
/// what becomes of the rest shows in the bill.
/// </summary>
internal static class PayoutEndpoint
{
    /// <summary>Adds it.</summary>
    public static void Map(VoltageRoutes routes) =>
        routes.Post($"{VoltageRoutes.Organization}/bills/{{bill}}/payout", Permission.Billing, Execute);

    private static async Task<VoltageAnswer> Execute(VoltageCall call)
    {
        var (body, problem) = await VoltageBody.Read(call, BillsJson.Default.PayoutInput);
        if (body is null)
        {
            return problem!;
        }

        (var asked, problem) = Read(call, body);
        if (asked is null)
        {
            return problem!;
        }

        if (await BillEndpoints.Find(call) is not { } bill)
        {
            return BillEndpoints.NotFound(call);
        }

        var told = $"to {asked.PaymentRequest ?? asked.Address}";
        await call.Engine.Keys.Audit.Add(
            call.Actor, AuditAction.PayoutRequested, bill.Id.ToString(), told, call.Cancel);
        var outcome = await call.Engine.Billing.RequestPayout.Execute(
            bill, asked, call.Engine.Ports.Clock.GetUtcNow(), call.Cancel);
        if (outcome.Refusal is { } refusal)
        {
            return Refused(outcome.Bill, asked, refusal);
        }

        call.Acted(AuditAction.PayoutRequested, bill.Id.ToString());
        return VoltageAnswer.Accepted;
    }

    private static (NewPayout? Asked, VoltageAnswer? Problem) Read(VoltageCall call, PayoutInput body)
    {
        if (string.IsNullOrWhiteSpace(body.PaymentRequest) && string.IsNullOrWhiteSpace(body.Address))
        {
            return (null, PaymentErrors.Required("missing_payment_request", "payment_request"));
        }

        if (body is { PaymentRequest: not null, Address: not null })
        {
            return (null, VoltageErrors.InvalidParameter("address: send it, or payment_request, and not both."));
        }

        if (body.Address is not null && !call.Engine.OnChain.IsConfigured)
        {
            return (null, PaymentErrors.Disabled("onchain"));
        }

        var data = new SendInput(body.PaymentRequest, null, null, body.MaxFee, null);
        var (terms, problem) = SendTerms.Read(data, null);
        return terms is null ? (null, problem) : (new NewPayout(body.PaymentRequest, body.Address, terms.FeeMax), null);
    }

    private static VoltageAnswer Refused(Bill bill, NewPayout asked, RequestPayoutRefusal refusal) => refusal switch
    {
        RequestPayoutRefusal.AlreadyProcessingOrPaid => OfBill(
            bill,
            "bill_already_processing_or_paid",
            "The bill is void, paid, or being paid out to another destination."),
        RequestPayoutRefusal.NotOwedToCustomer => OfBill(bill, "utils", "Nothing is owed to the customer on the bill."),
        RequestPayoutRefusal.InvalidPaymentRequest => PaymentErrors.Refused(
            "invalid_bolt11_payment_request", "payment_request is not a valid BOLT 11 invoice."),
        RequestPayoutRefusal.WrongNetwork => PaymentErrors.Refused(
            "invalid_network", "payment_request is one of another network."),
        RequestPayoutRefusal.InvoiceExpired => PaymentErrors.Refused(
            "invalid_bolt11_payment_request", "payment_request has expired."),
        RequestPayoutRefusal.InvalidAddress => PaymentErrors.Refused(
            "invalid_address", "address is not a Bitcoin address of this network."),
        RequestPayoutRefusal.TooLittle => PaymentErrors.Refused(
            "invalid_amount", "What is owed less max_fee is nothing, or less than the network carries."),
        RequestPayoutRefusal.AmountMismatch => PaymentErrors.Refused("amount_match_failed", MustAskFor(bill, asked)),
        RequestPayoutRefusal.LineNotReady => OfLine(
            bill, "line_of_credit_disabled", "The line of credit is disabled, or waits for its collateral."),
        RequestPayoutRefusal.OtherBillOpen => OfLine(
            bill, "bill_open", "Another bill of the line is yet to be paid or settled: pay that one first."),
        RequestPayoutRefusal.WalletsShort => OfLine(
            bill,
            "insufficient_funds",
            "Wallets have spent of what is owed: the next bill will tell what is left, or fill them up again."),
    };

    private static string MustAskFor(Bill bill, NewPayout asked) => asked.FeeMax is { } fee
        ? $"The invoice must ask for {bill.Payable - fee} msats: {bill.Payable} are owed, less max_fee."
        : $"The invoice must ask for the {bill.Payable} msats that are owed, less at most 1 % (or 1,000 msats) that "
            + "are left for the fee; with max_fee, for exactly so much less.";

    private static VoltageAnswer OfBill(Bill bill, string type, string detail) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        type,
        detail,
        context: new JsonObject { ["bill_id"] = bill.Id.ToString() });

    private static VoltageAnswer OfLine(Bill bill, string code, string detail) => VoltageErrors.Error(
        StatusCodes.Status400BadRequest,
        "line_of_credit_cannot_be_reconciled",
        detail,
        code,
        new JsonObject { ["line_of_credit_id"] = bill.LineOfCredit.ToString() });
}
