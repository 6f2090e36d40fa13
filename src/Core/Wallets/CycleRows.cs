using System.Globalization;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Wallets;

/// <summary>
/// How billing cycles are stored. The head has <c>schedule</c>, <c>cycle_start</c> and the turnover; row
/// <c>cycle|{start ticks:D19}</c> of the wallet's partition keeps the book as a cycle began, is inserted in the commit
/// that begins it, and never changes.
/// </summary>
public static class CycleRows
{
    /// <summary>What the keys begin with.</summary>
    public const string Prefix = "cycle|";

    /// <summary>The key of a cycle's opening: ascending.</summary>
    public static RowKey Key(WalletId wallet, DateTimeOffset start) =>
        WalletRows.Key(wallet, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{start.UtcTicks:D19}"));

    /// <summary>The first opening at an instant or after it.</summary>
    public static RowQuery FirstFrom(WalletId wallet, DateTimeOffset instant) =>
        RowQuery.Prefix(wallet.ToString(), Prefix, take: 1) with { From = Key(wallet, instant).Row };

    /// <summary>The insert that keeps a cycle's opening.</summary>
    public static RowWrite Insert(CycleOpening opening)
    {
        var fields = new RowFields { { "sequence", opening.Sequence }, { "chain_hash", opening.ChainHash } };
        WalletRows.AddBalances(fields, opening.Balances);
        AddTurnover(fields, opening.Turnover);
        return RowWrite.Insert(Key(opening.Wallet, opening.At), fields);
    }

    /// <summary>A cycle's opening of its row.</summary>
    public static CycleOpening ToOpening(Row row)
    {
        var isId = WalletId.TryParse(row.Key.Partition, out var wallet);
        Invariant.Holds(isId, "a cycle's partition is a wallet id");
        var ticks = long.Parse(row.Key.Row.AsSpan(Prefix.Length), CultureInfo.InvariantCulture);
        return new CycleOpening(
            wallet,
            new DateTimeOffset(ticks, TimeSpan.Zero),
            row.Fields.Integer("sequence"),
            row.Fields.Text("chain_hash"),
            WalletRows.BalancesOf(row.Fields),
            TurnoverOf(row.Fields));
    }

    internal static void Add(RowFields fields, RunningCycle? cycle)
    {
        if (cycle is not null)
        {
            fields.Add("schedule", cycle.Schedule.ToString());
            fields.Add("cycle_start", cycle.Period.Start);
            AddTurnover(fields, cycle.Turnover);
        }
    }

    internal static RunningCycle? CycleOf(RowFields fields)
    {
        if (fields.TextOrNull("schedule") is not { } text)
        {
            return null;
        }

        var schedule = BillingSchedule.Parse(text);
        return new RunningCycle(schedule, schedule.PeriodAt(fields.Instant("cycle_start")), TurnoverOf(fields));
    }

    /// <summary>The turnover's columns with their values, zeros included.</summary>
    internal static IEnumerable<(string Column, long Value)> Columns(Turnover turnover) =>
    [
        ("sent_count", turnover.Sent.Count),
        ("sent_msat", turnover.Sent.Volume.Value),
        ("sent_fees_msat", turnover.Sent.ProcessingFees.Value),
        ("received_count", turnover.Received.Count),
        ("received_msat", turnover.Received.Volume.Value),
        ("received_fees_msat", turnover.Received.ProcessingFees.Value),
    ];

    // As balances: absent where zero.
    internal static void AddTurnover(RowFields fields, Turnover turnover)
    {
        foreach (var (column, value) in Columns(turnover).Where(c => c.Value != 0))
        {
            fields.Add(column, value);
        }
    }

    internal static Turnover TurnoverOf(RowFields fields)
    {
        Flow FlowOf(string name) => new(
            fields.IntegerOrNull($"{name}_count") ?? 0,
            new Msat(fields.IntegerOrNull($"{name}_msat") ?? 0),
            new Msat(fields.IntegerOrNull($"{name}_fees_msat") ?? 0));
        return new Turnover(FlowOf("sent"), FlowOf("received"));
    }
}
