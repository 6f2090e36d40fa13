using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Holds a head against its journal. The head is read before the journal, so the journal may be longer; what the head
/// says must be what the journal says at the head's own line.
/// </summary>
internal sealed class HeadProof(Row head, EnvironmentId environment, Condemned condemned)
{
    private readonly Dictionary<Account, long> atHead = [];
    private (long Sequence, string? Hash)? own;
    private (long Sequence, Dictionary<Account, long> Balances)? sameHash;

    /// <summary>Where the head is.</summary>
    public RowKey Row => head.Key;

    /// <summary>The row as it was read.</summary>
    public Row Stored => head;

    /// <summary>The line that the head says is the last.</summary>
    public long Sequence => head.Fields.IntegerOrNull("sequence") ?? -1;

    /// <summary>That line's hash, as the head says.</summary>
    public string ChainHash => head.Fields.TextOrNull("chain_hash") ?? "";

    /// <summary>The last event, as the head says.</summary>
    public long EventSequence => head.Fields.IntegerOrNull("event_sequence") ?? -1;

    /// <summary>A text column; null where the head has none.</summary>
    public string? Text(string column) => head.Fields.TextOrNull(column);

    /// <summary>How far below zero the wallet may go; zero where the head does not say.</summary>
    public Msat CreditLimit => head.Fields.IntegerOrNull("credit_limit_msat") is { } limit and >= 0
        && limit <= Msat.MaxValue.Value ? new Msat(limit) : Msat.Zero;

    /// <summary>Whether the customer's own node backs it.</summary>
    public bool IsNodeBacked => head.Fields.Flag("is_node_backed");

    /// <summary>Looks at the journal as it stands after a line, or before the first.</summary>
    public void See(JournalProof journal)
    {
        if (journal.Sequence == Sequence)
        {
            own = (journal.Sequence, journal.ChainHash);
            Copy(journal, atHead);
        }

        if (journal.ChainHash == ChainHash)
        {
            var balances = new Dictionary<Account, long>();
            Copy(journal, balances);
            sameHash = (journal.Sequence, balances);
        }
    }

    /// <summary>What is wrong with the head, after its journal was read to the end.</summary>
    public void Conclude(JournalProof journal)
    {
        Expect("asset", "btc", "there is no other asset");
        Expect("environment", environment.ToString(), "the registry lists the wallet there");
        if (head.Fields.IntegerOrNull("credit_limit_msat") is not (>= 0 and <= 2_100_000_000_000_000_000))
        {
            Add("credit_limit_msat", null, "it is no amount");
        }

        var balances = atHead;
        if (own is null && sameHash is null)
        {
            condemned.Add(new Finding(
                "wallets",
                WalletRows.JournalKey(WalletOf(head), journal.Sequence + 1),
                null,
                null,
                null,
                $"the journal ends before it, and the head says it goes on to line {Sequence}",
                head.Key));
            return;
        }

        if (own is not { } line || (line.Hash is { } hash && hash != ChainHash))
        {
            // Another line has the head's hash: then it is the head's number that is wrong.
            (string Column, string Should) wrong = sameHash is { } other
                ? ("sequence", other.Sequence.ToString(CultureInfo.InvariantCulture))
                : ("chain_hash", own!.Value.Hash!);
            Add(wrong.Column, wrong.Should, "the journal ends otherwise");
            balances = sameHash?.Balances ?? atHead;
        }

        if (journal.IsComplete)
        {
            Compare(balances);
        }
    }

    /// <summary>
    /// Compares what the journal holds with the payments that are not final. Only where rows agree with each other:
    /// then nothing has moved between reading the one and the other.
    /// </summary>
    public void ConcludeHeld(WalletReading reading)
    {
        var held = reading.Journal[Account.Held];
        if (reading.Journal.IsComplete && held != reading.HeldByPayments && !condemned.Contains(head.Key))
        {
            var should = reading.HeldByPayments.ToString(CultureInfo.InvariantCulture);
            Add("balance_held_msat", should, "that is what the payments that are not final may cost");
        }
    }

    private void Compare(Dictionary<Account, long> balances)
    {
        foreach (var account in ChartOfAccounts.All)
        {
            var column = WalletRows.BalanceColumn(account);
            var stored = head.Fields.IntegerOrNull(column) ?? 0;
            if (stored != balances[account])
            {
                Add(column, balances[account].ToString(CultureInfo.InvariantCulture), "the journal adds up otherwise");
            }
        }

        foreach (var (column, _) in head.Fields.Where(f => f.Key.StartsWith("balance_", StringComparison.Ordinal)))
        {
            var isKnown = ChartOfAccounts.All.Any(a => column == WalletRows.BalanceColumn(a));
            if (!isKnown || head.Fields.IntegerOrNull(column) is null)
            {
                Add(column, null, "it is no balance of an account");
            }
        }
    }

    private void Expect(string column, string should, string why)
    {
        if (head.Fields.TextOrNull(column) != should)
        {
            Add(column, should, why);
        }
    }

    /// <summary>A finding about a column of the head.</summary>
    public void Add(string column, string? should, string why)
    {
        var says = head.Fields.Where(f => f.Key == column)
            .Select(f => Convert.ToString(f.Value, CultureInfo.InvariantCulture)).FirstOrDefault();
        condemned.Add(new Finding("wallets", head.Key, column, says, should, why));
    }

    private static void Copy(JournalProof journal, Dictionary<Account, long> to)
    {
        foreach (var account in ChartOfAccounts.All)
        {
            to[account] = journal[account];
        }
    }

    private static WalletId WalletOf(Row head) => WalletId.TryParse(head.Key.Partition, out var id) ? id : default;
}
