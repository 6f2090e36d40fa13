using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// Pays an invoice of ours within the ledger. Two wallets are two books, so there are three commits, in this order: the
/// payment is marked with its payee, the payee's invoice is settled, the payer's hold is captured. The one in the
/// middle decides, and it is made only when nobody can pay the invoice over the network any more. A payment that is
/// marked ends as the payee's invoice says: where this payment settled it, the hold is captured; where it ended
/// otherwise, the hold is released. An invoice that ended never changes, so whoever looks again, after whatever crash,
/// finds the same.
/// </summary>
public sealed class PayInternally(
    ITableStore tables,
    InvoiceReads invoices,
    TakeOffNetwork network,
    SettleInternally settle,
    ResolvePayment resolve,
    TimeProvider clock)
{
    /// <summary>
    /// Begins with a payment that has the right to its hash; null where what it pays is no invoice that its own
    /// node issued, and has to go over the network.
    /// </summary>
    internal async Task<AdvancePaymentStatus?> Begin(Payment payment, ETag version, CancellationToken cancel)
    {
        if (payment.Target is not PaymentTarget.Invoice
            || await invoices.ByHash(payment.Hash, cancel) is not { } invoice
            || !IsOf(payment, invoice)
            || invoice.NodeLine != payment.NodeLine
            || await network.IssuerOf(invoice, cancel) is not { } issuer)
        {
            return null;
        }

        // The time is taken last: whatever came before may have taken long.
        if (clock.GetUtcNow() >= payment.ExpiresAt)
        {
            return AdvancePaymentStatus.InFlight;
        }

        var begun = payment with
        {
            State = PaymentState.InFlight,
            Payee = new InvoiceLocation(invoice.Environment, invoice.Wallet, invoice.Id),
            Requests = payment.Requests with { Node = issuer },
        };
        var mark = new RowBatch([PaymentRows.Change(begun, version)]);
        var marked = await tables.Commit(WalletRows.Table, mark, cancel);
        return marked.Status == CommitStatus.Committed
            ? await Look(begun, marked.Versions[0], cancel)
            : AdvancePaymentStatus.InFlight;
    }

    /// <summary>Takes one that has begun as far as it goes now.</summary>
    internal async Task<AdvancePaymentStatus> Look(Payment payment, ETag version, CancellationToken cancel)
    {
        var invoice = await invoices.ById(payment.Payee!.Wallet, payment.Payee.Invoice, cancel);
        Invariant.Holds(invoice is not null, "an invoice is never deleted");
        var payer = new InternalPayer(payment.Environment, payment.Wallet, payment.Id);
        if (invoice.State == InvoiceState.Open)
        {
            var status = await network.Execute(invoice, payment.Requests.Node!, cancel);
            if (status != OffNetworkStatus.Off)
            {
                return status == OffNetworkStatus.Busy
                    ? AdvancePaymentStatus.InFlight
                    : AdvancePaymentStatus.Elsewhere;
            }

            invoice = await settle.Execute(invoice, payer, payment.Amount, cancel);
        }

        if (invoice.PaidBy != payer)
        {
            return await Release(payment, version, invoice.State, cancel);
        }

        await resolve.CaptureInternally(payment, version, cancel);
        return AdvancePaymentStatus.Succeeded;
    }

    private async Task<AdvancePaymentStatus> Release(
        Payment payment, ETag version, InvoiceState ended, CancellationToken cancel)
    {
        var failure = ended switch
        {
            InvoiceState.Settled => PaymentFailure.AlreadyPaid,
            InvoiceState.Expired => PaymentFailure.InvoiceExpired,
            InvoiceState.Canceled => PaymentFailure.IncorrectPaymentDetails,
            InvoiceState.Open => throw new InvariantBrokenException("an open invoice ends no payment"),
        };
        return await resolve.Release(
            payment, version, (stored, _) => stored.State == PaymentState.InFlight ? failure : null, cancel)
            ? AdvancePaymentStatus.Failed
            : AdvancePaymentStatus.InFlight;
    }

    // Anybody can write a request with our hash in it, over another amount and to another payee. That is not ours.
    private static bool IsOf(Payment payment, Invoice invoice) =>
        payment.Target is PaymentTarget.Invoice paid
        && paid.PaymentRequest.Equals(invoice.PaymentRequest, StringComparison.OrdinalIgnoreCase);
}
