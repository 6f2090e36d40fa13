namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Every journal line of a billed wallet is in exactly one bill, that of its instant; items are what their lines say;
/// and what a bill settled is what it came to, and adds up to nothing.
/// </summary>
internal static class BillAudit
{
    /// <summary>What is wrong at rest.</summary>
    public static IEnumerable<string> AtRest(World world, IReadOnlyList<StoredBook> books)
    {
        foreach (var (line, rows) in StoreReader.Table(world, "bills"))
        {
            var bills = rows.Where(row => row.Is("bill")).ToList();
            var items = rows.Where(row => row.Is("item")).ToLookup(row => row.Part(2));
            var under = books.Where(book => book.Head.Text("line_of_credit") == line
                && book.Head.Text("schedule").Length > 0);
            foreach (var problem in under.SelectMany(book => Lines(book, bills, [.. items[book.Wallet]])))
            {
                yield return problem;
            }

            foreach (var problem in bills.SelectMany(bill => Settled(bill, items, books))
                .Concat(StandingOfBills.AtRest(world, line, bills, books)))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> Lines(
        StoredBook book, IReadOnlyList<StoredRow> bills, IReadOnlyList<StoredRow> items)
    {
        foreach (var line in book.Rows("journal"))
        {
            var (at, number) = (line.Instant("at").UtcTicks, line.Number(1));
            var of = bills.Where(bill => bill.Number(1) <= at && at < bill.Instant("end").UtcTicks)
                .Select(bill => bill.Part(1)).ToList();
            var within = items
                .Where(item => item.Integer("first_line") <= number && number <= item.Integer("last_line"))
                .Select(item => item.Part(1));
            if (!of.SequenceEqual(within))
            {
                yield return $"wallet {book.Wallet}: line {number} is not in the bill of its instant, and in no other";
            }
        }

        foreach (var item in items)
        {
            var lines = book.Rows("journal").Where(line =>
                item.Integer("first_line") <= line.Number(1) && line.Number(1) <= item.Integer("last_line"));
            var change = Change(lines.SelectMany(BookAudit.Transfers));
            var own = -change("lightning-in") - change("lightning-out") - change("onchain-in") - change("onchain-out")
                - change("network-fees") - change("processing-fees") - change("internal") - change("suspense");
            if (own != BillSteps.OwnMsat(item)
                || -change("settlement") != item.Integer("settled_msat")
                || item.Integer("starting_msat") + own - change("settlement") != item.Integer("ending_msat"))
            {
                yield return $"wallet {book.Wallet}: item {item.Key} is not what its lines come to";
            }
        }
    }

    private static IEnumerable<string> Settled(
        StoredRow bill, ILookup<string, StoredRow> items, IReadOnlyList<StoredBook> books)
    {
        var id = bill.Text("id");
        var posted = books.SelectMany(book => book.Rows("journal")
            .Where(line => line.Text("reference") == id && line.Text("transfers").Contains("settlement"))
            .Select(line => (book.Wallet, Line: line))).ToList();
        if (bill.Text("status") is not ("Paid" or "Processing" or "Failed"))
        {
            // What is collected is covered in the next moment.
            if (posted.Exists(posting => posting.Line.Text("movement") != "collect-bill"))
            {
                yield return $"bill {id} is {bill.Text("status")}, and was settled with somebody";
            }

            yield break;
        }

        if (bill.Text("status") == "Processing")
        {
            yield return $"bill {id} is covered, and not settled in the end";
            yield break;
        }

        var all = posted.SelectMany(posting => BookAudit.Transfers(posting.Line)).ToList();
        if (Change(all)("settlement") != 0)
        {
            yield return $"bill {id}: what it settled does not add up to nothing";
        }

        if (Sum(posted, "collect-bill") != Math.Max(0, -BillSteps.NetMsat(bill)))
        {
            yield return $"bill {id} collected something else than was due";
        }

        if (bill.Integer("payout_attempt") > 0)
        {
            var lines = posted.Select(posting => posting.Line).ToList();
            foreach (var problem in PayoutAudit.Problems(bill, lines, books))
            {
                yield return problem;
            }
        }

        var pool = Math.Max(0, -BillSteps.NetMsat(bill)) + Sum(posted, "withdraw-settlement");
        if (Sum(posted, "charge-fees") != Math.Min(BillSteps.FeesMsat(bill), pool))
        {
            yield return $"bill {id}: its fees are not the operator's";
        }

        foreach (var problem in OfWallets(bill, items, posted))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> OfWallets(
        StoredRow bill, ILookup<string, StoredRow> items, IReadOnlyList<(string Wallet, StoredRow Line)> posted)
    {
        foreach (var item in items.SelectMany(group => group).Where(item => item.Part(1) == bill.Part(1)))
        {
            var own = posted.Where(posting => posting.Wallet == item.Part(2));
            var change = Change(own.SelectMany(posting => BookAudit.Transfers(posting.Line)));
            var (moved, owed) = (change("available"), -(BillSteps.OwnMsat(item) + item.Integer("carried_msat")));
            if (Math.Abs(moved) > Math.Abs(owed) || Math.Sign(moved) * Math.Sign(owed) < 0)
            {
                yield return $"bill {bill.Text("id")}: wallet {item.Part(2)} was settled with {moved} msat, not {owed}";
            }
        }
    }

    private static long Sum(IReadOnlyList<(string Wallet, StoredRow Line)> posted, string movement) => posted
        .Where(posting => posting.Line.Text("movement") == movement)
        .Sum(posting => BookAudit.Transfers(posting.Line).Sum(transfer => transfer.AmountMsat));

    private static Func<string, long> Change(IEnumerable<(string From, string To, long AmountMsat)> transfers)
    {
        var changes = new Dictionary<string, long>();
        foreach (var (from, to, amountMsat) in transfers)
        {
            changes[from] = changes.GetValueOrDefault(from) - amountMsat;
            changes[to] = changes.GetValueOrDefault(to) + amountMsat;
        }

        return account => changes.GetValueOrDefault(account);
    }
}
