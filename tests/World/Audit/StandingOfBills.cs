namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Where a line's bills stand once everything has had its time: every cycle that is over has one, what is paid enough
/// is settled, what nobody asked for is taken over, each can be found, and a line is blocked exactly while it must be.
/// </summary>
internal static class StandingOfBills
{
    /// <summary>What is due at an instant is done so much later.</summary>
    private static readonly TimeSpan DoneWithin = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan BetweenReminders = TimeSpan.FromDays(3);

    /// <summary>What is wrong at rest.</summary>
    public static IEnumerable<string> AtRest(
        World world, string line, IReadOnlyList<StoredRow> bills, IReadOnlyList<StoredBook> books)
    {
        var (row, now) = (world.Tables.Witness.Row("lines", line, "line")!, world.Scheduler.Now);
        var last = bills.Count > 0 ? bills[^1].Instant("end") : row.Instant("created_at");
        if (Calendar.EndOf(row.Text("schedule"), last) is var end && now > end + DoneWithin)
        {
            yield return $"line {line}: its cycle that was over at {end:O} is not closed";
        }

        var owed = bills.Where(bill => IsDue(bill) && BillSteps.NetMsat(bill) < 0).ToList();
        foreach (var bill in bills.Where(bill => IsDue(bill) && BillSteps.NetMsat(bill) >= 0 && bill != bills[^1]))
        {
            yield return $"bill {bill.Text("id")} is owed to the customer, and no bill after it has taken it over";
        }

        foreach (var problem in bills.SelectMany(bill => Found(world, bill))
            .Concat(Covered(world, line, owed, books))
            .Concat(Overdue(row, owed, now)))
        {
            yield return problem;
        }
    }

    private static bool IsDue(StoredRow bill) => bill.Text("status") == "PaymentDue";

    private static IEnumerable<string> Found(World world, StoredRow bill)
    {
        var (id, kept) = (bill.Text("id"), world.Tables.Witness);
        var isOpen = kept.Row("bills", bill.Partition, $"open|{bill.Part(1)}") is not null;
        if (isOpen != bill.Text("status") is "PaymentDue" or "Processing")
        {
            yield return $"bill {id} is {bill.Text("status")}, and its mark says otherwise";
        }

        var listed = kept.Partition("billindex", bill.Text("environment")).Keys.Count(key => key.EndsWith($"|{id}"));
        if (listed != 2 || kept.Row("billindex", id, "bill")?.Text("line") != bill.Partition)
        {
            yield return $"bill {id} cannot be found";
        }

        if (bill.Text("status") == "PaymentDue" && BillSteps.NetMsat(bill) == 0)
        {
            yield return $"bill {id} comes to nothing, and is not settled";
        }
    }

    // What was paid on a bill is for that bill; what is left in the line's book is for any.
    private static IEnumerable<string> Covered(
        World world, string line, IReadOnlyList<StoredRow> owed, IReadOnlyList<StoredBook> books)
    {
        var wallet = world.Books[line].Wallet.ToString();
        var book = books.SingleOrDefault(book => book.Wallet == wallet);
        var credit = book is null ? 0 : BookAudit.StoredBalances(book.Head).GetValueOrDefault("available");
        var free = credit - owed.Sum(bill => bill.Integer("paid_msat"));
        foreach (var bill in owed)
        {
            var (id, due) = (bill.Text("id"), -BillSteps.NetMsat(bill));
            if (bill.Integer("paid_msat") + Math.Max(0, free) >= due)
            {
                yield return $"bill {id} of {due} msat was paid {bill.Integer("paid_msat")}, with {free} to spare, "
                    + "and waits";
            }

            var request = book?.Rows("chain-request").SingleOrDefault(row => row.Part(1) == id);
            var arrived = request is null ? bill.Integer("paid_msat")
                : request.Integer("paid_onchain_msat") + request.Integer("paid_lightning_msat");
            if (bill.Integer("paid_msat") != arrived)
            {
                yield return $"bill {id} says that {bill.Integer("paid_msat")} msat were paid on it, not {arrived}";
            }

            if (bill.Text("payment_request").Length == 0)
            {
                yield return $"bill {id} cannot be paid";
            }
        }
    }

    private static IEnumerable<string> Overdue(StoredRow line, IReadOnlyList<StoredRow> owed, DateTimeOffset now)
    {
        var grace = TimeSpan.FromDays(line.Integer("grace_days"));
        var mustBe = owed.Any(bill => bill.Instant("due_at") + grace + DoneWithin < now);
        var mayBe = owed.Any(bill => bill.Instant("due_at") + grace <= now);
        var isBlocked = line.Columns.ContainsKey("blocked_at");
        if ((mustBe && !isBlocked) || (isBlocked && !mayBe))
        {
            yield return $"line {line.Partition} is {(isBlocked ? "" : "not ")}blocked";
        }

        foreach (var bill in owed)
        {
            var due = bill.Instant("due_at");
            var (least, most) = (Reminders(now - DoneWithin - due), Reminders(now - due));
            if (bill.Integer("reminders") < least || bill.Integer("reminders") > most)
            {
                yield return $"bill {bill.Text("id")}: {bill.Integer("reminders")} reminders, not {most}";
            }
        }
    }

    private static long Reminders(TimeSpan late) =>
        late < TimeSpan.Zero ? 0 : Math.Min(10, 1 + (late.Ticks / BetweenReminders.Ticks));
}
