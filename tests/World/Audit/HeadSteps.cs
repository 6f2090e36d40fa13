namespace Fulgurite.Worlds.Audit;

/// <summary>A wallet's head takes exactly the steps that the rows beside it in the commit explain.</summary>
internal static class HeadSteps
{
    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Problems(Moment moment)
    {
        var (lines, events) = (moment.New("journal"), moment.New("event"));
        var head = moment.Of("head").FirstOrDefault();
        if (head?.After is null)
        {
            return lines.Count + events.Count == 0
                ? []
                : [$"wallet {moment.Partition}: journal or events were written without the head"];
        }

        return Counters(moment, head, lines, events)
            .Concat(Balances(moment.Partition, head, lines))
            .Concat(Settings(moment, head))
            .Concat(Once(moment, lines, events));
    }

    // Whose it is and how far it may go is for nobody to change in passing.
    private static IEnumerable<string> Settings(Moment moment, RowChange head)
    {
        var (wallet, after) = (moment.Partition, head.After!);
        foreach (var name in head.Changed.Where(name => !IsOfABook(name)))
        {
            yield return $"wallet {wallet}: the head's {name} changed";
        }

        if (after.Integer("credit_limit_msat") != moment.World.Credit.GetValueOrDefault(wallet))
        {
            yield return $"wallet {wallet}: may go {after.Integer("credit_limit_msat")} msat below zero, "
                + $"and {moment.World.Credit.GetValueOrDefault(wallet)} msat were granted";
        }

        var listed = moment.Witness.Partition("registry", after.Text("environment"));
        if (moment.World.Shops.Exists(shop => shop.Wallet.ToString() == wallet)
            && (!listed.ContainsKey($"line|{after.Text("line_of_credit")}") || !listed.ContainsKey($"wallet|{wallet}")))
        {
            yield return $"wallet {wallet}: its environment does not list it, or its line of credit";
        }
    }

    private static bool IsOfABook(string column) =>
        column is "sequence" or "event_sequence" or "chain_hash" or "credit_limit_msat"
        || CycleSteps.Columns.Contains(column)
        || column.StartsWith("balance_", StringComparison.Ordinal);

    private static IEnumerable<string> Counters(
        Moment moment, RowChange head, IReadOnlyList<StoredRow> lines, IReadOnlyList<StoredRow> events)
    {
        var before = head.Before;
        var sequence = (before?.Integer("sequence") ?? 0) + lines.Count;
        var eventSequence = (before?.Integer("event_sequence") ?? 0) + events.Count;
        if (head.After!.Integer("sequence") != sequence || head.After.Integer("event_sequence") != eventSequence)
        {
            yield return $"wallet {moment.Partition}: the head counts what is not written";
        }

        var chain = before?.Text("chain_hash") ?? new string('0', 64);
        foreach (var line in lines)
        {
            if (line.Text("previous_hash") != chain || BookAudit.Hash(moment.Partition, line) != line.Text("hash"))
            {
                yield return $"wallet {moment.Partition}: {line.Key} breaks the chain";
            }

            if (line.Instant("at") > moment.Now || line.Instant("at") < moment.Now - TimeSpan.FromMinutes(2))
            {
                yield return $"wallet {moment.Partition}: {line.Key} is not of this time";
            }

            chain = line.Text("hash");
        }

        if (head.After.Text("chain_hash") != chain)
        {
            yield return $"wallet {moment.Partition}: the head does not carry its last line's hash";
        }
    }

    private static IEnumerable<string> Balances(string wallet, RowChange head, IReadOnlyList<StoredRow> lines)
    {
        var expected = head.Before is null ? [] : BookAudit.StoredBalances(head.Before);
        foreach (var (from, to, amountMsat) in lines.SelectMany(BookAudit.Transfers))
        {
            expected[from] = expected.GetValueOrDefault(from) - amountMsat;
            expected[to] = expected.GetValueOrDefault(to) + amountMsat;
        }

        var stored = BookAudit.StoredBalances(head.After!);
        foreach (var account in stored.Keys.Union(expected.Keys).Order(StringComparer.Ordinal))
        {
            var (isNow, mustBe) = (stored.GetValueOrDefault(account), expected.GetValueOrDefault(account));
            if (isNow != mustBe)
            {
                yield return $"wallet {wallet}: {account} becomes {isNow} msat, the journal says {mustBe} msat";
            }
        }

        foreach (var problem in BookAudit.Limits(wallet, head.After!))
        {
            yield return problem;
        }
    }

    // Whatever happens to a book happens once: its record is in the same commit.
    private static IEnumerable<string> Once(
        Moment moment, IReadOnlyList<StoredRow> lines, IReadOnlyList<StoredRow> events)
    {
        var records = moment.New("once");
        if (records.Count < Math.Max(lines.Count, events.Count))
        {
            yield return $"wallet {moment.Partition}: {lines.Count} journal lines and {events.Count} events were "
                + $"written with {records.Count} records that would keep them from being written again";
        }

        foreach (var empty in records.Where(r => r.Text("input").Length == 0 || r.Text("outcome").Length == 0))
        {
            yield return $"wallet {moment.Partition}: {empty.Key} does not say what was asked and answered";
        }
    }
}
