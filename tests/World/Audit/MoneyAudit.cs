namespace Fulgurite.Worlds.Audit;

/// <summary>The books against the node: what it settled is credited once and in full, and nothing else is.</summary>
internal static class MoneyAudit
{
    private static readonly TimeSpan CreditedWithin = TimeSpan.FromMinutes(5);

    /// <summary>Money in the books that the node never settled, or settled otherwise.</summary>
    public static IEnumerable<string> Inventions(World world, IReadOnlyList<StoredBook> books)
    {
        var settled = world.Node.Settled.ToDictionary(invoice => invoice.Hash.ToString(), i => i.AmountPaid.Value);
        var hashes = HashByInvoice(world);
        foreach (var (book, line) in Receipts(books))
        {
            var hash = hashes.GetValueOrDefault(line.Text("reference"), "");
            if (!settled.TryGetValue(hash, out var paidMsat))
            {
                yield return $"wallet {book.Wallet}: {line.Key} credits {hash}, which the node did not settle";
            }
            else if (Expected(line.Text("movement"), paidMsat, FeeOf(book, line)) is { } expected
                && expected != line.Text("transfers"))
            {
                yield return $"wallet {book.Wallet}: {line.Key} says {line.Text("transfers")}, not {expected}";
            }
        }

        foreach (var twice in Receipts(books).GroupBy(r => r.Line.Text("reference")).Where(same => same.Count() > 1))
        {
            yield return $"invoice {twice.Key} was credited {twice.Count()} times";
        }
    }

    /// <summary>Settlements of ours that are in no book.</summary>
    public static IEnumerable<string> Losses(World world, IReadOnlyList<StoredBook> books)
    {
        var hashes = HashByInvoice(world);
        var credited = Receipts(books).Select(r => hashes.GetValueOrDefault(r.Line.Text("reference"), "")).ToHashSet();
        var ours = world.Node.Settled.Where(invoice => hashes.ContainsValue(invoice.Hash.ToString())).ToList();
        foreach (var lost in ours.Where(invoice => !credited.Contains(invoice.Hash.ToString())))
        {
            yield return $"{lost.Hash} was settled by the node at {lost.SettledAt:O} and is in no book";
        }

        var inBooks = -books.Sum(book => book.Head.Integer("balance_lightning_in_msat"));
        var atNode = ours.Sum(invoice => invoice.AmountPaid.Value);
        if (inBooks != atNode)
        {
            yield return $"the books hold {inBooks} msat from Lightning, the node settled {atNode} msat of ours";
        }
    }

    /// <summary>In calm weather, settlements that are in no book minutes later.</summary>
    public static IEnumerable<string> Overdue(World world, DateTimeOffset calmSince)
    {
        var late = world.Scheduler.Now - CreditedWithin;
        return from settled in world.Node.Settled
               where settled.SettledAt > calmSince && settled.SettledAt < late
               let entry = world.Tables.Witness.Row("hashes", settled.Hash.ToString(), "invoice")
               where entry is not null
               let book = world.Tables.Witness.Partition("wallets", entry.Text("wallet")).Values
               where !book.Any(row => IsReceipt(row) && row.Text("reference") == entry.Text("invoice"))
               select $"{settled.Hash} was settled by the node at {settled.SettledAt:O}, in calm weather, "
                   + "and is in no book yet";
    }

    /// <summary>Invoices that were given away and are not what was given.</summary>
    public static IEnumerable<string> Forgotten(World world, IReadOnlyList<StoredBook> books)
    {
        var stored = books.SelectMany(book => book.Rows("invoice")).ToDictionary(invoice => invoice.Part(1));
        return from given in world.HandedOut
               let kept = stored.GetValueOrDefault(given.Id.ToString())
               where kept?.Text("payment_request") != given.PaymentRequest
               select $"invoice {given.Id} was handed out and is not stored";
    }

    private static IEnumerable<(StoredBook Book, StoredRow Line)> Receipts(IEnumerable<StoredBook> books) =>
        from book in books
        from line in book.Rows("journal")
        where IsReceipt(line)
        select (book, line);

    /// <summary>The transfers of a receipt.</summary>
    public static string Expected(string movement, long paidMsat, long feeMsat) =>
        movement != "receive-invoice" ? $"lightning-in>suspense:{paidMsat}"
        : feeMsat == 0 ? $"lightning-in>available:{paidMsat}"
        : $"lightning-in>available:{paidMsat};available>processing-fees:{feeMsat}";

    /// <summary>The operator's part: whole satoshis, rounded down.</summary>
    public static long FeeOf(long paidMsat, long basisPoints) => paidMsat * basisPoints / 10_000 / 1_000 * 1_000;

    /// <summary>Whether a row is the journal line of what a node settled.</summary>
    public static bool IsReceipt(StoredRow row) =>
        row.Is("journal") && row.Text("movement") is "receive-invoice" or "receive-unattributed";

    // The rate was frozen in the invoice.
    private static long FeeOf(StoredBook book, StoredRow line)
    {
        var rate = book.Rows("invoice").FirstOrDefault(invoice => invoice.Part(1) == line.Text("reference"));
        var paidMsat = BookAudit.Transfers(line).First().AmountMsat;
        return rate is null ? 0 : FeeOf(paidMsat, rate.Integer("fee_basis_points"));
    }

    private static Dictionary<string, string> HashByInvoice(World world) => StoreReader.Table(world, "hashes")
        .SelectMany(entry => entry.Value).Where(row => row.Key == "invoice" && row.Text("direction") is not "Send")
        .ToDictionary(row => row.Text("invoice"), row => row.Partition);
}
