namespace Fulgurite.Worlds.Audit;

/// <summary>
/// The two halves of what was paid within the ledger: what payees were credited is what payers were charged, but for
/// payments whose payee has been credited and whose hold is still there.
/// </summary>
internal static class InternalAudit
{
    /// <summary>The transfers of a credit within the ledger, as its journal line says them.</summary>
    public static string Expected(long paidMsat, long feeMsat) => feeMsat == 0
        ? $"credit-internal internal>available:{paidMsat}"
        : $"credit-internal internal>available:{paidMsat};available>processing-fees:{feeMsat}";

    /// <summary>What must never be.</summary>
    public static IEnumerable<string> Inventions(IReadOnlyList<StoredBook> books)
    {
        var payments = books.SelectMany(book => book.Rows("payment")).ToDictionary(p => (p.Partition, p.Part(1)));
        var paid = books.SelectMany(book => book.Rows("invoice")).Where(InternalSteps.IsPaidInternally).ToList();
        var (underWay, credited) = (0L, 0);
        foreach (var invoice in paid)
        {
            var key = (invoice.Text("paid_by_wallet"), invoice.Text("paid_by_payment"));
            var payment = payments.GetValueOrDefault(key);
            if (payment?.Text("state") is not ("InFlight" or "Succeeded") || !InternalSteps.IsPayee(payment, invoice))
            {
                yield return $"invoice {invoice.Part(1)} was paid by payment {key.Item2}, which does not say so";
            }

            underWay += payment?.Text("state") == "InFlight" ? invoice.Integer("amount_paid_msat") : 0;
        }

        foreach (var (book, line) in Lines(books))
        {
            credited++;
            var invoice = paid.Find(i => i.Partition == book.Wallet && i.Part(1) == line.Text("reference"));
            var expected = invoice is null
                ? "nothing"
                : Expected(invoice.Integer("amount_paid_msat"), invoice.Integer("fee_paid_msat"));
            if (PaymentAudit.Say(line) != expected)
            {
                yield return $"wallet {book.Wallet}: {line.Key} says {PaymentAudit.Say(line)}, not {expected}";
            }
        }

        var captured = payments.Values.Count(p => p.Text("state") == "Succeeded" && InternalSteps.IsInternal(p));
        if (credited != paid.Count || captured > paid.Count)
        {
            yield return $"{paid.Count} invoices were paid within the ledger, by {credited} credits and "
                + $"{captured} captures";
        }

        if (Sum(books) != -underWay)
        {
            yield return $"between wallets there are {Sum(books)} msat, and payments explain {-underWay} msat";
        }
    }

    /// <summary>What must be done once the trouble is over.</summary>
    public static IEnumerable<string> Losses(IReadOnlyList<StoredBook> books) => Sum(books) == 0
        ? []
        : [$"{Sum(books)} msat are left between wallets"];

    private static IEnumerable<(StoredBook Book, StoredRow Line)> Lines(IEnumerable<StoredBook> books) =>
        from book in books
        from line in book.Rows("journal")
        where line.Text("movement") == "credit-internal"
        select (book, line);

    private static long Sum(IEnumerable<StoredBook> books) =>
        books.Sum(book => book.Head.Integer("balance_internal_msat"));
}
