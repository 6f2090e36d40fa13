using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>The rows that find other rows: there when they should be, and only then.</summary>
internal static class IndexAudit
{
    /// <summary>What is wrong with one book.</summary>
    public static IEnumerable<string> Problems(StoredBook book)
    {
        var open = book.Rows("invoice").Where(invoice => invoice.Text("state") == "Open")
            .Select(invoice => Timed("open", invoice.Instant("expires_at"), invoice.Part(1)));
        var due = book.Rows("delivery").Where(delivery => delivery.Columns.ContainsKey("due_at"))
            .Select(delivery => Timed("due", delivery.Instant("due_at"), delivery.Part(1)));
        var requests = book.Rows("chain-request").Where(request => request.Text("state") == "Open")
            .Select(ReceiveSteps.OpenKey);
        var serials = book.Rows("invoice").Select(
            invoice => string.Create(CultureInfo.InvariantCulture, $"serial|{invoice.Integer("serial"):D10}"));
        return Compare(book, "open", open)
            .Concat(Compare(book, "due", due))
            .Concat(Compare(book, "chain-open", requests))
            .Concat(Compare(book, "serial", serials))
            .Concat(ListingAudit.Problems(book))
            .Concat(Deliveries(book));
    }

    /// <summary>Invoices whose time was over long ago, and which nobody took to their end.</summary>
    public static IEnumerable<string> LeftOver(World world, StoredBook book) =>
        from invoice in book.Rows("invoice")
        where invoice.Text("state") == "Open"
            && invoice.Instant("expires_at") + TimeSpan.FromMinutes(5) < world.Scheduler.Now
            && world.Node.Ever(invoice.Text("payment_hash"))?.IsHeld != true
        select $"invoice {invoice.Part(1)} is still open, and its time was over at {invoice.Instant("expires_at"):O}";

    /// <summary>Numbers that two invoices of an environment share.</summary>
    public static IEnumerable<string> SharedSerials(IEnumerable<StoredBook> books) =>
        from book in books
        from invoice in book.Rows("invoice")
        group invoice by (invoice.Text("environment"), invoice.Integer("serial")) into same
        where same.Count() > 1
        select $"environment {same.Key.Item1}: {same.Count()} invoices have number {same.Key.Item2}";

    private static IEnumerable<string> Compare(StoredBook book, string kind, IEnumerable<string> expected)
    {
        var stored = book.Rows(kind).Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        stored.SymmetricExceptWith(expected);
        return stored.Select(key => $"wallet {book.Wallet}: row {key} is missing or should not be");
    }

    private static IEnumerable<string> Deliveries(StoredBook book)
    {
        var attempts = book.Rows("attempt").ToLookup(attempt => attempt.Part(1));
        foreach (var delivery in book.Rows("delivery"))
        {
            var isDue = delivery.Columns.ContainsKey("due_at");
            if (isDue != (delivery.Text("state") == "Pending"))
            {
                yield return
                    $"wallet {book.Wallet}: delivery {delivery.Part(1)} is {delivery.Text("state")}, due: {isDue}";
            }

            var numbers = attempts[delivery.Part(1)].Select(attempt => attempt.Number(2)).ToList();
            if (!numbers.SequenceEqual(Enumerable.Range(1, (int)delivery.Integer("attempts")).Select(n => (long)n)))
            {
                yield return $"wallet {book.Wallet}: delivery {delivery.Part(1)} has lost or invented attempts";
            }
        }
    }

    private static string Timed(string kind, DateTimeOffset at, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}|{at.UtcTicks:D19}|{id}");
}
