using System.Globalization;
using Fulgurite.Cycles;
using Fulgurite.Ledger;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Holds the openings of a wallet's billing cycles, and what the head says of the running one, against the recomputed
/// journal: each opening is the journal's state at its line, and each line is in the cycle of its instant. The openings
/// are read before the journal, and kept: one for each cycle in which something moved.
/// </summary>
internal sealed class CycleProof(HeadProof head, Condemned condemned)
{
    private readonly Queue<(CycleOpening Opening, Row Row)> ahead = new();
    private readonly BillingSchedule? schedule = ScheduleOf(head, condemned);
    private bool isFirstMissing;
    private CycleOpening? current;
    private CycleOpening? last;
    private Turnover turnover;
    private Turnover atHead;

    /// <summary>Takes the next opening, in order.</summary>
    public void Add(Row row)
    {
        if (!Readable.TryRead(row, CycleRows.ToOpening, condemned, out var opening))
        {
            return;
        }

        if (schedule is not null && schedule.PeriodAt(opening.At).Start != opening.At)
        {
            Find(row.Key, null, null, null, $"no cycle of {schedule} begins then");
            return;
        }

        if (last is null && opening.Turnover != default)
        {
            isFirstMissing = true;
            var before = schedule?.PeriodAt(opening.At.AddTicks(-1)).Start ?? opening.At.AddTicks(-1);
            Miss(CycleRows.Key(opening.Wallet, before), "the opening of the first cycle is missing", row.Key);
        }

        last = opening;
        ahead.Enqueue((opening, row));
    }

    /// <summary>Looks at the journal after a line.</summary>
    public void See(JournalProof journal, JournalEntry line)
    {
        if (line.Sequence == 1)
        {
            OpenAt(0, JournalEntry.Genesis, _ => 0);
        }

        if (current is not null)
        {
            turnover = turnover.After(line.Transfers);
            CheckInstant(line);
        }

        if (journal.IsComplete)
        {
            OpenAt(line.Sequence, journal.ChainHash, account => journal[account]);
        }

        atHead = line.Sequence <= head.Sequence ? turnover : atHead;
    }

    /// <summary>After the last line.</summary>
    public void Finish(JournalProof journal)
    {
        if (journal.Sequence == 0)
        {
            OpenAt(0, JournalEntry.Genesis, _ => 0);
        }

        if (!journal.IsComplete)
        {
            return;
        }

        foreach (var (opening, row) in ahead)
        {
            var should = journal.Sequence.ToString(CultureInfo.InvariantCulture);
            Find(row.Key, "sequence", Text(opening.Sequence), should, "the journal ends before it");
        }

        CheckHead();
    }

    private static BillingSchedule? ScheduleOf(HeadProof head, Condemned condemned)
    {
        if (head.Text("schedule") is not { } text)
        {
            return null;
        }

        try
        {
            return BillingSchedule.Parse(text);
        }
        catch (Exception failure) when (failure is InvariantBrokenException or FormatException or ArgumentException)
        {
            condemned.Add(new Finding("wallets", head.Row, "schedule", text, null, "it is no schedule"));
            return null;
        }
    }

    // The openings that say that they are after this line.
    private void OpenAt(long sequence, string? hash, Func<Account, long> balanceOf)
    {
        while (ahead.TryPeek(out var next) && next.Opening.Sequence <= sequence)
        {
            var (opening, row) = ahead.Dequeue();
            if (opening.Sequence < sequence)
            {
                Find(row.Key, "sequence", Text(opening.Sequence), null, "cycles begin in the journal's order");
            }
            else
            {
                Compare(opening, row, hash, balanceOf);
            }

            current = opening;
        }
    }

    private void Compare(CycleOpening opening, Row row, string? hash, Func<Account, long> balanceOf)
    {
        if (hash is not null && opening.ChainHash != hash)
        {
            Find(row.Key, "chain_hash", opening.ChainHash, hash, "its line has another hash");
        }

        foreach (var account in ChartOfAccounts.All.Where(a => opening.Balances[a].Value != balanceOf(a)))
        {
            var (says, should) = (opening.Balances[account].ToString(), Text(balanceOf(account)));
            Find(row.Key, WalletRows.BalanceColumn(account), says, should, "the journal adds up otherwise");
        }

        CompareTurnover(row.Key, opening.Turnover, turnover);
    }

    private void CompareTurnover(RowKey row, Turnover says, Turnover should)
    {
        if (isFirstMissing)
        {
            return;
        }

        var pairs = CycleRows.Columns(says).Zip(CycleRows.Columns(should));
        foreach (var (isNow, mustBe) in pairs.Where(pair => pair.First.Value != pair.Second.Value))
        {
            Find(row, isNow.Column, Text(isNow.Value), Text(mustBe.Value), "the journal's lines add up otherwise");
        }
    }

    private void CheckInstant(JournalEntry line)
    {
        var key = WalletRows.JournalKey(line.Wallet, line.Sequence);
        if (schedule is null || schedule.PeriodAt(line.At).Start == current!.At || condemned.Contains(key))
        {
            return;
        }

        var start = schedule.PeriodAt(line.At).Start;
        var opening = CycleRows.Key(line.Wallet, start);
        if (start > current.At)
        {
            Miss(opening, "the opening of the line's cycle is missing", key);
        }
        else
        {
            condemned.Add(new Finding("wallets", key, "at", null, null, "it is in a cycle that was over", opening));
        }
    }

    private void CheckHead()
    {
        if (schedule is null)
        {
            if (last is not null && head.Text("schedule") is null)
            {
                Find(head.Row, "schedule", null, null, "the wallet has billing cycles");
            }

            return;
        }

        if (Readable.OrNull(head.Stored, WalletRows.ToHead) is not { Cycle: { } running } read)
        {
            return;
        }

        var says = head.Stored.Fields.Instant("cycle_start");
        if (says == running.Period.Start && (last is null || says > last.At))
        {
            Miss(CycleRows.Key(read.Wallet, says), "the opening of the running cycle is missing", head.Row);
        }
        else if (says != last?.At)
        {
            var should = last is null ? null : Text(last.At);
            Find(head.Row, "cycle_start", Text(says), should, "the last opening is another");
        }

        CompareTurnover(head.Row, running.Turnover, atHead);
    }

    private void Miss(RowKey row, string why, RowKey witness)
    {
        if (!condemned.Contains(row))
        {
            condemned.Add(new Finding("wallets", row, null, null, null, why, witness));
        }
    }

    private void Find(RowKey row, string? column, string? says, string? should, string why) =>
        condemned.Add(new Finding("wallets", row, column, says, should, why));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
