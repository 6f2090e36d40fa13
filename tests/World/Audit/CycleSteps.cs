namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Billing cycles: every line is in the cycle of its instant, a cycle begins with the book exactly as the one before
/// left it, and what the head says was sent and received is what the lines say.
/// </summary>
internal static class CycleSteps
{
    private static readonly string[] Counted =
    [
        "sent_count", "sent_msat", "sent_fees_msat", "received_count", "received_msat", "received_fees_msat",
    ];

    private static readonly string[] Outside = ["lightning-out", "onchain-out", "internal"];

    private static readonly string[] Sources = ["lightning-in", "onchain-in", "internal", "suspense"];

    /// <summary>The head's columns about cycles.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Counted, "cycle_start", "schedule"];

    /// <summary>What is wrong with a commit.</summary>
    public static IEnumerable<string> Problems(Moment moment)
    {
        var (lines, openings) = (moment.New("journal"), moment.New("cycle"));
        var head = moment.Of("head").FirstOrDefault();
        if (head?.After is not { } after || after.Text("schedule").Length == 0)
        {
            return openings.Count == 0 && head?.Before?.Text("schedule") is null or ""
                ? []
                : [$"wallet {moment.Partition}: a cycle begins, and the head does not say so"];
        }

        if (openings.Count > 0 && head.Before?.Text("schedule").Length > 0)
        {
            moment.World.Tally.Count(lines.Count > 0 ? "cycles: begun by a movement" : "cycles: begun without one");
        }

        return Beginning(moment, head, openings)
            .Concat(Cycles(moment.Partition, after, lines))
            .Concat(Sums(moment.Partition, head, lines));
    }

    /// <summary>What is wrong with the openings of a book, recomputed from its journal.</summary>
    public static IEnumerable<string> AtRest(StoredBook book)
    {
        var (openings, lines) = (book.Rows("cycle"), book.Rows("journal"));
        foreach (var opening in openings)
        {
            var before = lines.Take((int)opening.Integer("sequence")).ToList();
            var counted = before.Skip((int)openings[0].Integer("sequence")).ToList();
            var balances = new Dictionary<string, long>();
            foreach (var (from, to, amountMsat) in before.SelectMany(BookAudit.Transfers))
            {
                balances[from] = balances.GetValueOrDefault(from) - amountMsat;
                balances[to] = balances.GetValueOrDefault(to) + amountMsat;
            }

            var stored = BookAudit.StoredBalances(opening);
            var isSame = stored.Keys.Union(balances.Keys)
                .All(account => stored.GetValueOrDefault(account) == balances.GetValueOrDefault(account));
            var start = new DateTimeOffset(opening.Number(1), TimeSpan.Zero);
            if (!isSame
                || before.Count != opening.Integer("sequence")
                || opening.Text("chain_hash") != (before.Count == 0 ? new string('0', 64) : before[^1].Text("hash"))
                || counted.Any(line => line.Instant("at") >= start)
                || lines.Skip(before.Count).Any(line => line.Instant("at") < start && opening != openings[0])
                || !Read(opening).SequenceEqual(Sum(new long[Counted.Length], counted)))
            {
                yield return $"wallet {book.Wallet}: {opening.Key} is not the book as its cycle began";
            }
        }

        var schedule = book.Head.Text("schedule");
        var cycles = lines.Skip(openings.Count == 0 ? lines.Count : (int)openings[0].Integer("sequence"))
            .Select(line => Calendar.StartOf(schedule, line.Instant("at")).Ticks).Distinct();
        foreach (var start in cycles.Except(openings.Select(opening => opening.Number(1))))
        {
            yield return $"wallet {book.Wallet}: nothing says how the cycle of {new DateTime(start):O} began";
        }
    }

    private static IEnumerable<string> Beginning(Moment moment, RowChange head, IReadOnlyList<StoredRow> openings)
    {
        var (wallet, after) = (moment.Partition, head.After!);
        var wasBilled = head.Before?.Text("schedule").Length > 0;
        var isSame = wasBilled && after.Instant("cycle_start") == head.Before!.Instant("cycle_start");
        if (openings.Count != (isSame ? 0 : 1))
        {
            yield return $"wallet {wallet}: {openings.Count} cycles begin";
            yield break;
        }

        if (openings.Count == 0)
        {
            yield break;
        }

        var (opening, start) = (openings[0], after.Instant("cycle_start"));
        if (opening.Number(1) != start.UtcTicks || start > moment.Now
            || Calendar.StartOf(after.Text("schedule"), start).Ticks != start.UtcTicks
            || (wasBilled && start <= head.Before!.Instant("cycle_start")))
        {
            yield return $"wallet {wallet}: {opening.Key} begins at another time than the cycle";
        }

        if (wasBilled && !IsTheBookOf(head.Before!, opening))
        {
            yield return $"wallet {wallet}: {opening.Key} is not the book that the cycle before left";
        }
    }

    private static bool IsTheBookOf(StoredRow head, StoredRow opening)
    {
        var (book, kept) = (BookAudit.StoredBalances(head), BookAudit.StoredBalances(opening));
        return opening.Integer("sequence") == head.Integer("sequence")
            && opening.Text("chain_hash") == head.Text("chain_hash")
            && book.Keys.Union(kept.Keys).All(a => book.GetValueOrDefault(a) == kept.GetValueOrDefault(a))
            && Read(opening).SequenceEqual(Read(head));
    }

    private static IEnumerable<string> Cycles(string wallet, StoredRow head, IReadOnlyList<StoredRow> lines) =>
        from line in lines
        where Calendar.StartOf(head.Text("schedule"), line.Instant("at")) != head.Instant("cycle_start").UtcDateTime
        select $"wallet {wallet}: {line.Key} is in another cycle than its instant";

    private static IEnumerable<string> Sums(string wallet, RowChange head, IReadOnlyList<StoredRow> lines)
    {
        // Where billing begins among other changes, the rows do not say which lines came first.
        if (head.Before?.Text("schedule") is null or "" && lines.Count > 0)
        {
            yield break;
        }

        var expected = Sum(head.Before is null ? new long[Counted.Length] : [.. Read(head.Before)], lines);
        if (!Read(head.After!).SequenceEqual(expected))
        {
            yield return $"wallet {wallet}: the head says {string.Join(' ', Read(head.After!))} were sent and "
                + $"received, its lines say {string.Join(' ', expected)}";
        }
    }

    private static IEnumerable<long> Read(StoredRow row) => Counted.Select(row.Integer);

    private static long[] Sum(long[] sums, IReadOnlyList<StoredRow> lines)
    {
        foreach (var transfers in lines.Select(line => BookAudit.Transfers(line).ToList()))
        {
            var sent = transfers.Where(t => IsOwn(t.From) && Outside.Contains(t.To)).Sum(t => t.AmountMsat);
            var received = transfers.Where(t => Sources.Contains(t.From) && IsOwn(t.To)).Sum(t => t.AmountMsat);
            var fees = transfers.Where(t => t.To == "processing-fees").Sum(t => t.AmountMsat);
            long[] moved =
            [
                sent > 0 ? 1 : 0, sent, received > 0 ? 0 : fees,
                received > 0 ? 1 : 0, received, received > 0 ? fees : 0,
            ];
            sums = [.. sums.Zip(moved, (sum, each) => sum + each)];
        }

        return sums;
    }

    private static bool IsOwn(string account) => account is "available" or "held";
}
