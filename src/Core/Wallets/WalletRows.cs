using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Wallets;

/// <summary>
/// The rows of table <c>wallets</c>: partition = wallet id, written only through the book keeper and the use cases of
/// the slices below. Row keys: <c>head</c> · <c>journal|{sequence:D19}</c> · <c>once|{idempotency key}</c> ·
/// <c>event|{sequence:D19}</c> · <c>invoice|{id}</c> · <c>open|{expiry ticks:D19}|{id}</c> ·
/// <c>serial|{number:D10}</c> · <c>reference|{hash}|{number:D10}</c> · <c>delivery|{id}</c> ·
/// <c>attempt|{id}|{n:D6}</c> · <c>due|{ticks:D19}|{id}</c> · <c>payment|{id}</c> · <c>sending|{id}</c> ·
/// <c>list|{backward ticks:D19}|{id}</c> · <c>ended|{backward ticks:D19}|{id}</c> · <c>head-profile</c> ·
/// <c>active</c> ·
/// <c>chain-address|{invoice id}</c> · <c>receipt|{invoice id}|{txid}|{output:D10}</c> · <c>chain-send|{id}</c> ·
/// <c>chain-sending|{id}</c> · <c>chain-request|{id}</c> · <c>chain-open|{expiry ticks:D19}|{id}</c> ·
/// <c>cycle|{start ticks:D19}</c>.
/// </summary>
public static class WalletRows
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("wallets");

    /// <summary>A row of a wallet.</summary>
    public static RowKey Key(WalletId wallet, string row) => new(wallet.ToString(), row);

    /// <summary>The head's key.</summary>
    public static RowKey HeadKey(WalletId wallet) => Key(wallet, "head");

    /// <summary>A journal line's key: ascending.</summary>
    public static RowKey JournalKey(WalletId wallet, long sequence) =>
        Key(wallet, string.Create(CultureInfo.InvariantCulture, $"journal|{sequence:D19}"));

    /// <summary>An idempotency record's key.</summary>
    public static RowKey OnceKey(WalletId wallet, IdempotencyKey key) => Key(wallet, $"once|{key}");

    /// <summary>An event's key: ascending.</summary>
    public static RowKey EventKey(WalletId wallet, long sequence) =>
        Key(wallet, string.Create(CultureInfo.InvariantCulture, $"event|{sequence:D19}"));

    /// <summary>
    /// The head's columns. Balances are columns <c>balance_{account}_msat</c>, absent where zero; <c>state</c> is
    /// absent while the wallet is active, and what <see cref="CycleRows"/> adds while it is never billed.
    /// </summary>
    public static RowFields ToFields(WalletHead head)
    {
        var fields = new RowFields
        {
            { "environment", head.Environment.ToString() },
            { "line_of_credit", head.LineOfCredit.ToString() },
            { "asset", "btc" },
            { "credit_limit_msat", head.CreditLimit.Value },
            { "sequence", head.Sequence },
            { "chain_hash", head.ChainHash },
            { "event_sequence", head.EventSequence },
            { "state", head.State == WalletState.Active ? null : head.State.ToString() },
        };
        if (head.IsNodeBacked)
        {
            fields.Add("is_node_backed", true);
        }

        AddBalances(fields, head.Balances);
        CycleRows.Add(fields, head.Cycle);
        return fields;
    }

    /// <summary>The head of its row.</summary>
    public static WalletHead ToHead(Row row)
    {
        var fields = row.Fields;
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & LineOfCreditId.TryParse(fields.Text("line_of_credit"), out var line);
        Invariant.Holds(complete, "a wallet's head carries its ids");
        return new WalletHead(
            wallet,
            environment,
            line,
            new Msat(fields.Integer("credit_limit_msat")),
            fields.Integer("sequence"),
            fields.Text("chain_hash"),
            fields.Integer("event_sequence"),
            BalancesOf(fields))
        {
            Cycle = CycleRows.CycleOf(fields),
            IsNodeBacked = fields.Flag("is_node_backed"),
            State = fields.TextOrNull("state") is { } state ? Enum.Parse<WalletState>(state) : WalletState.Active,
        };
    }

    /// <summary>A journal line's columns.</summary>
    public static RowFields ToFields(JournalEntry entry) => new()
    {
        { "at", entry.At },
        { "movement", entry.Movement },
        { "reference", entry.Reference },
        { "asset", entry.Asset },
        { "transfers", entry.TransfersText },
        { "previous_hash", entry.PreviousHash },
        { "hash", entry.Hash },
    };

    /// <summary>The journal line of its row. The stored hash is not trusted: it is recomputed by the entry.</summary>
    public static JournalEntry ToJournalEntry(Row row)
    {
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet);
        Invariant.Holds(complete, "a journal's partition is a wallet id");
        return new JournalEntry(
            wallet,
            long.Parse(row.Key.Row.AsSpan("journal|".Length), CultureInfo.InvariantCulture),
            row.Fields.Instant("at"),
            row.Fields.Text("movement"),
            row.Fields.Text("reference"),
            row.Fields.Text("asset"),
            JournalEntry.ParseTransfers(row.Fields.Text("transfers")),
            row.Fields.Text("previous_hash"));
    }

    internal static void AddBalances(RowFields fields, Balances balances)
    {
        foreach (var account in ChartOfAccounts.All.Where(a => balances[a].Value != 0))
        {
            fields.Add(BalanceColumn(account), balances[account].Value);
        }
    }

    internal static Balances BalancesOf(RowFields fields) =>
        Balances.From(account => new MsatDelta(fields.IntegerOrNull(BalanceColumn(account)) ?? 0));

    /// <summary>The column of an account's balance.</summary>
    internal static string BalanceColumn(Account account) =>
        "balance_" + account.Name().Replace('-', '_') + "_msat";
}
