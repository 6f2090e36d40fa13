using System.Globalization;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.OnChain;
using Fulgurite.Storage;

namespace Fulgurite.Billing;

/// <summary>
/// Makes a bill that is owed payable, by Lightning and on chain, and has it be found. What is asked for has the bill's
/// id, so that a repeat finds it.
/// </summary>
public sealed class IssueBill(
    ITableStore tables, BillStore bills, BillingBooks books, CreateChainRequest onChain, CreateInvoice invoices)
{
    /// <summary>How long it can be paid: as long as a node takes an invoice for.</summary>
    private static readonly TimeSpan PayableFor = TimeSpan.FromDays(365);

    /// <summary>
    /// Issues; a bill that is issued stays as it is. About twenty storage transactions and two node requests, once.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Not issued: repeat it.</exception>
    /// <exception cref="StorageUnavailableException">Not known to be issued: repeat it.</exception>
    public async Task<Bill> Execute(Bill bill, CancellationToken cancel)
    {
        if (bill.IsIssued)
        {
            return bill;
        }

        if (bill.IsOwed || !bill.Fees.IsZero)
        {
            // Fees are posted there, also those of a bill that comes to nothing.
            await books.Ensure(bill.LineOfCredit, cancel);
        }

        var (request, address) = bill.IsOwed ? await Ask(bill, cancel) : (null, null);
        await BillIndex.Add(tables, bill, cancel);
        return await bills.Change(
            bill,
            (it, _) => it.IsIssued
                ? null
                : it with { IsIssued = true, PaymentRequest = request, Address = address },
            cancel);
    }

    private async Task<(string? PaymentRequest, string? Address)> Ask(Bill bill, CancellationToken cancel)
    {
        var book = BillingBooks.Of(bill.LineOfCredit);
        var id = new InvoiceId(bill.Id.Value);

        // Whole satoshis, as the chain has no others: what that is too much stays to the customer's credit.
        var amount = Msat.FromSats(bill.AmountDue.ToSatsRoundedUp());
        var about = string.Create(
            CultureInfo.InvariantCulture, $"Bill {bill.Period.Start:yyyy-MM-dd} to {bill.Period.End:yyyy-MM-dd}");
        try
        {
            var made = await onChain.Execute(
                new NewChainRequest(
                    BillingBooks.Environment, book, id, PaymentKind.Bip21, amount, about, PayableFor),
                cancel);
            return made.Request is { } request
                ? (request.PaymentRequest, request.Address.ToString())
                : throw Refused(bill, made.Refusal, made.Reason);
        }
        catch (NodeRefusedException)
        {
            // No wallet on the chain: by Lightning alone, under another id, because the first may be taken.
            var invoice = new NewInvoice(
                BillingBooks.Environment, book, amount, about, PayableFor, null, null, LightningIdOf(bill))
            {
                TakesDepositFee = false,
            };
            var made = await invoices.Execute(invoice, cancel);
            return made.Invoice is { } issued
                ? (issued.PaymentRequest, null)
                : throw Refused(bill, made.Refusal, made.Reason);
        }
    }

    /// <summary>The id of the invoice of a bill that cannot be paid on chain.</summary>
    internal static InvoiceId LightningIdOf(Bill bill) =>
        new(EventIds.For("bill-invoice", bill.Id.ToString()));

    private static NodeUnavailableException Refused(Bill bill, Enum? refusal, string? reason) =>
        new($"Bill {bill.Id} could not be made payable: {refusal} {reason}");
}
