using Fulgurite.Lightning;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// What is paid within the ledger: a payee is credited by a payment that holds the amount, when nobody can pay the
/// invoice over the network any more; and the payment ends as the payee's invoice did.
/// </summary>
internal static class InternalSteps
{
    private static readonly string[] PayeeColumns = ["payee_environment", "payee_wallet", "payee_invoice"];

    // How an invoice ends, and what its payment then fails for where it was not the one that paid.
    private static readonly Dictionary<string, string> Failures = new()
    {
        ["Settled"] = "AlreadyPaid",
        ["Expired"] = "InvoiceExpired",
        ["Canceled"] = "IncorrectPaymentDetails",
    };

    /// <summary>Whether a payment pays an invoice of ours within the ledger.</summary>
    public static bool IsInternal(StoredRow payment) => payment.Text("payee_invoice").Length > 0;

    /// <summary>Whether an invoice was paid within the ledger.</summary>
    public static bool IsPaidInternally(StoredRow? invoice) => invoice?.Text("paid_by_payment").Length > 0;

    /// <summary>Whether a payment paid an invoice.</summary>
    public static bool IsPaidBy(StoredRow invoice, StoredRow payment) =>
        invoice.Text("paid_by_payment") == payment.Part(1) && invoice.Text("paid_by_wallet") == payment.Partition
        && invoice.Text("paid_by_environment") == payment.Text("environment");

    /// <summary>Whether a payment names an invoice as its payee.</summary>
    public static bool IsPayee(StoredRow payment, StoredRow invoice) =>
        payment.Text("payee_invoice") == invoice.Part(1) && payment.Text("payee_wallet") == invoice.Partition
        && payment.Text("payee_environment") == invoice.Text("environment");

    /// <summary>What is wrong with a step of a payment within the ledger.</summary>
    public static IEnumerable<string> OfPayment(Moment moment, StoredRow before, StoredRow after)
    {
        var (id, state) = (after.Part(1), after.Text("state"));
        var invoice = moment.Witness.Row(
            "wallets", after.Text("payee_wallet"), $"invoice|{after.Text("payee_invoice")}");
        if (invoice is null || !IsPayee(after, invoice)
            || invoice.Text("payment_request") != after.Text("payment_request"))
        {
            yield return $"payment {id} pays within the ledger, and there is no such invoice";
            yield break;
        }

        var isMarked = before.Text("state") == "Initiated" && state == "InFlight" && !IsInternal(before);
        if (!isMarked && PayeeColumns.Any(column => before.Text(column) != after.Text(column)))
        {
            yield return $"payment {id} changes its payee as it goes {before.Text("state")}>{state}";
        }

        if (isMarked && moment.Now - TimeSpan.FromMinutes(1) > after.Instant("expires_at"))
        {
            yield return $"payment {id} begins within the ledger when its invoice is over";
        }

        if (after.Integer("requests_open") > 0)
        {
            yield return $"payment {id} pays within the ledger, and asks the node as well";
        }

        if (state == "Succeeded" && !IsPaidBy(invoice, after))
        {
            yield return $"payment {id} is captured within the ledger, and its payee has nothing of it";
        }

        if (state == "Failed"
            && (IsPaidBy(invoice, after) || Failures.GetValueOrDefault(invoice.Text("state")) != after.Text("failure")))
        {
            yield return $"payment {id} fails within the ledger for {after.Text("failure")}, "
                + $"and its payee's invoice is {invoice.Text("state")}";
        }
    }

    /// <summary>What is wrong with invoices that are paid within the ledger by a commit.</summary>
    public static IEnumerable<string> Problems(Moment moment) =>
        from change in moment.Of("invoice")
        where change.After is not null && change.Changed.Contains("paid_by_payment")
        from problem in Credit(moment, change.After!)
        select problem;

    private static IEnumerable<string> Credit(Moment moment, StoredRow invoice)
    {
        var (id, paidMsat) = (invoice.Part(1), invoice.Integer("amount_paid_msat"));
        var payment = moment.Witness.Row(
            "wallets", invoice.Text("paid_by_wallet"), $"payment|{invoice.Text("paid_by_payment")}");
        if (payment is null || payment.Text("state") != "InFlight"
            || !IsPayee(payment, invoice) || !IsPaidBy(invoice, payment)
            || payment.Integer("amount_msat") != paidMsat)
        {
            yield return $"invoice {id} is paid within the ledger, and no payment holds {paidMsat} msat for it";
        }

        var asked = invoice.Integer("amount_msat");
        if (asked != 0 && asked != paidMsat)
        {
            yield return $"invoice {id} asks for {asked} msat, and is paid {paidMsat} msat within the ledger";
        }

        if (PaymentHash.TryParse(invoice.Text("payment_hash"), out var hash)
            && moment.World.Node.Find(hash) is { State: NodeInvoiceState.Open or NodeInvoiceState.Accepted } atNode)
        {
            yield return $"invoice {id} is paid within the ledger, and at the node it is {atNode.State}";
        }

        var fee = MoneyAudit.FeeOf(paidMsat, invoice.Integer("fee_basis_points"));
        var expected = InternalAudit.Expected(paidMsat, fee);
        if (fee != invoice.Integer("fee_paid_msat")
            || moment.New("journal").Count(l => l.Text("reference") == id && PaymentAudit.Say(l) == expected) != 1)
        {
            yield return $"invoice {id} is paid within the ledger, and no journal line says {expected}";
        }

        if (!moment.New("event").Any(told => told.Text("type") == "invoice.settled"
            && told.Text("payment_hash") == invoice.Text("payment_hash")
            && told.Integer("amount_paid_msat") == paidMsat
            && told.Text("paid_by_payment") == invoice.Text("paid_by_payment")))
        {
            yield return $"invoice {id} is paid within the ledger, and no event tells of it as it is";
        }

        foreach (var problem in CallbackAudit.Planned(moment, invoice))
        {
            yield return problem;
        }
    }
}
