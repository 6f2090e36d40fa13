using System.Globalization;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>
/// The rows of table <c>bills</c>. Partition = line of credit id, so that a bill, its items and how far closing has
/// come change together: <c>closing</c> · <c>bill|{start ticks:D19}</c> · <c>item|{start ticks:D19}|{wallet}</c> ·
/// <c>open|{start ticks:D19}</c>, which exists exactly while the bill is not final. <see cref="BillIndex"/> finds them.
/// </summary>
public static class BillRows
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("bills");

    /// <summary>The key of how far closing has come.</summary>
    public static RowKey ClosingKey(LineOfCreditId line) => new(line.ToString(), "closing");

    /// <summary>A bill's key.</summary>
    public static RowKey Key(LineOfCreditId line, DateTimeOffset start) => new(line.ToString(), $"bill|{Ticks(start)}");

    /// <summary>An item's key.</summary>
    public static RowKey ItemKey(LineOfCreditId line, DateTimeOffset start, WalletId wallet) =>
        new(line.ToString(), $"{ItemPrefix(start)}{wallet}");

    /// <summary>The key that says that a bill is not final.</summary>
    public static RowKey OpenKey(LineOfCreditId line, DateTimeOffset start) =>
        new(line.ToString(), $"open|{Ticks(start)}");

    /// <summary>A bill's items after a wallet's.</summary>
    public static RowQuery Items(Bill bill, WalletId? after, int take)
    {
        var query = RowQuery.Prefix(bill.LineOfCredit.ToString(), ItemPrefix(bill.Period.Start), take);
        return after is null ? query : query with { From = $"{query.From}{after}|" };
    }

    /// <summary>The cycles whose bills are not final, oldest first.</summary>
    public static RowQuery Open(LineOfCreditId line) => RowQuery.Prefix(line.ToString(), "open|");

    /// <summary>When the cycle of an open row's bill began.</summary>
    public static DateTimeOffset StartOf(RowKey open) =>
        new(long.Parse(open.Row.AsSpan("open|".Length), CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>The columns of how far closing has come.</summary>
    public static RowFields ToFields(CycleClosing closing)
    {
        var fields = new RowFields
        {
            { "start", closing.Start },
            { "has_begun", closing.HasBegun },
            { "after", closing.After?.ToString() },
            { "carried_from", closing.CarriedFrom },
            { "fees_carried_msat", closing.FeesCarried.Value },
        };
        AddTotals(fields, closing.Totals);
        return fields;
    }

    /// <summary>How far closing has come, of its row.</summary>
    public static CycleClosing ToClosing(Row row) => new(row.Fields.Instant("start"))
    {
        HasBegun = row.Fields.Flag("has_begun"),
        After = WalletOf(row.Fields, "after"),
        CarriedFrom = row.Fields.InstantOrNull("carried_from"),
        FeesCarried = new Msat(row.Fields.Integer("fees_carried_msat")),
        Totals = TotalsOf(row.Fields),
    };

    /// <summary>An item's columns.</summary>
    public static RowFields ToFields(BillItem item)
    {
        var fields = new RowFields
        {
            { "asset", "btc" },
            { "first_line", item.FirstLine },
            { "last_line", item.LastLine },
            { "starting_msat", item.StartingBalance.Value },
            { "ending_msat", item.EndingBalance.Value },
            { "network_fees_msat", item.NetworkFees.Value },
            { "settled_msat", item.Settled.Value },
            { "sent_volume_fee_msat", item.SentVolumeFee.Value },
            { "received_volume_fee_msat", item.ReceivedVolumeFee.Value },
            { "carried_msat", item.Carried.Value },
        };
        CycleRows.AddTurnover(fields, item.Moved);
        AddFlag(fields, item.IsFeesOnly);
        return fields;
    }

    /// <summary>An item of its row.</summary>
    public static BillItem ToItem(Row row)
    {
        var isId = WalletId.TryParse(row.Key.Row[(row.Key.Row.LastIndexOf('|') + 1)..], out var wallet);
        Invariant.Holds(isId, "a stored item names its wallet");
        var fields = row.Fields;
        return new BillItem
        {
            Wallet = wallet,
            FirstLine = fields.Integer("first_line"),
            LastLine = fields.Integer("last_line"),
            StartingBalance = new MsatDelta(fields.Integer("starting_msat")),
            EndingBalance = new MsatDelta(fields.Integer("ending_msat")),
            Moved = CycleRows.TurnoverOf(fields),
            NetworkFees = new Msat(fields.Integer("network_fees_msat")),
            Settled = new MsatDelta(fields.Integer("settled_msat")),
            SentVolumeFee = new Msat(fields.Integer("sent_volume_fee_msat")),
            ReceivedVolumeFee = new Msat(fields.Integer("received_volume_fee_msat")),
            Carried = new MsatDelta(fields.Integer("carried_msat")),
            IsFeesOnly = fields.Flag("is_fees_only"),
        };
    }

    /// <summary>A bill's columns.</summary>
    public static RowFields ToFields(Bill bill)
    {
        var fields = new RowFields
        {
            { "id", bill.Id.ToString() },
            { "organization", bill.Organization.ToString() },
            { "environment", bill.Environment.ToString() },
            { "asset", "btc" },
            { "end", bill.Period.End },
            { "monthly_service_fee_msat", bill.Terms.MonthlyServiceFee.Value },
            { "sent_fee_basis_points", bill.Terms.SentFee.Value },
            { "received_fee_basis_points", bill.Terms.ReceivedFee.Value },
            { "service_fee_msat", bill.ServiceFee.Value },
            { "fees_carried_msat", bill.FeesCarried.Value },
            { "due_at", bill.DueAt },
            { "created_at", bill.CreatedAt },
            { "updated_at", bill.UpdatedAt },
            { "status", bill.Status.ToString() },
            { "is_issued", bill.IsIssued },
            { "payment_request", bill.PaymentRequest },
            { "address", bill.Address },
            { "paid_msat", bill.AmountPaid.Value },
            { "covered_at", bill.CoveredAt },
            { "paid_at", bill.PaidAt },
            { "voided_at", bill.VoidedAt },
            { "reminders", bill.Reminders },
            { "settling", bill.Settling?.Step.ToString() },
            { "settling_after", bill.Settling?.After?.ToString() },
            { "settling_pool_msat", bill.Settling?.Pool.Value },
        };
        AddTotals(fields, bill.Totals);
        BillPayoutRows.Add(fields, bill.Payout);
        return fields;
    }

    /// <summary>A bill of its row.</summary>
    public static Bill ToBill(Row row)
    {
        var fields = row.Fields;
        var start = new DateTimeOffset(
            long.Parse(row.Key.Row.AsSpan("bill|".Length), CultureInfo.InvariantCulture), TimeSpan.Zero);
        var complete = BillId.TryParse(fields.Text("id"), out var id)
            & LineOfCreditId.TryParse(row.Key.Partition, out var line)
            & OrganizationId.TryParse(fields.Text("organization"), out var organization)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & Enum.TryParse<BillStatus>(fields.Text("status"), out var status);
        Invariant.Holds(complete, "a stored bill carries its ids and its status");
        return new Bill
        {
            Id = id,
            LineOfCredit = line,
            Organization = organization,
            Environment = environment,
            Period = new BillingPeriod(start, fields.Instant("end")),
            Totals = TotalsOf(fields),
            Terms = new BillingTerms(
                new Msat(fields.Integer("monthly_service_fee_msat")),
                new BasisPoints((int)fields.Integer("sent_fee_basis_points")),
                new BasisPoints((int)fields.Integer("received_fee_basis_points"))),
            ServiceFee = new Msat(fields.Integer("service_fee_msat")),
            FeesCarried = new Msat(fields.Integer("fees_carried_msat")),
            DueAt = fields.Instant("due_at"),
            CreatedAt = fields.Instant("created_at"),
            UpdatedAt = fields.Instant("updated_at"),
            Status = status,
            IsIssued = fields.Flag("is_issued"),
            PaymentRequest = fields.TextOrNull("payment_request"),
            Address = fields.TextOrNull("address"),
            AmountPaid = new Msat(fields.Integer("paid_msat")),
            CoveredAt = fields.InstantOrNull("covered_at"),
            PaidAt = fields.InstantOrNull("paid_at"),
            VoidedAt = fields.InstantOrNull("voided_at"),
            Reminders = (int)fields.Integer("reminders"),
            Settling = SettlingOf(fields),
            Payout = BillPayoutRows.Of(fields),
        };
    }

    /// <summary>The write that brings a bill to its next form, with the row that says whether it is final.</summary>
    public static IReadOnlyList<RowWrite> Change(Bill after, ETag version)
    {
        var change = RowWrite.Replace(Key(after.LineOfCredit, after.Period.Start), ToFields(after), version);
        return after.IsFinal ? [change, RowWrite.DeleteAny(OpenKey(after.LineOfCredit, after.Period.Start))] : [change];
    }

    private static BillSettling? SettlingOf(RowFields fields) =>
        fields.TextOrNull("settling") is { } step
            ? new BillSettling(
                Enum.Parse<SettlingStep>(step),
                WalletOf(fields, "settling_after"),
                new Msat(fields.Integer("settling_pool_msat")))
            : null;

    private static void AddTotals(RowFields fields, BillTotals totals)
    {
        fields.Add("wallets", totals.Wallets);
        fields.Add("network_fees_msat", totals.NetworkFees.Value);
        fields.Add("sent_volume_fees_msat", totals.SentVolumeFees.Value);
        fields.Add("received_volume_fees_msat", totals.ReceivedVolumeFees.Value);
        fields.Add("carried_msat", totals.Carried.Value);
        CycleRows.AddTurnover(fields, totals.Moved);
        AddFlag(fields, totals.IsFeesOnly);
    }

    private static void AddFlag(RowFields fields, bool isFeesOnly)
    {
        if (isFeesOnly)
        {
            fields.Add("is_fees_only", true);
        }
    }

    private static BillTotals TotalsOf(RowFields fields) => new(
        fields.Integer("wallets"),
        CycleRows.TurnoverOf(fields),
        new Msat(fields.Integer("network_fees_msat")),
        new Msat(fields.Integer("sent_volume_fees_msat")),
        new Msat(fields.Integer("received_volume_fees_msat")),
        new MsatDelta(fields.Integer("carried_msat")))
    {
        IsFeesOnly = fields.Flag("is_fees_only"),
    };

    private static WalletId? WalletOf(RowFields fields, string column) =>
        WalletId.TryParse(fields.TextOrNull(column), out var wallet) ? wallet : null;

    private static string ItemPrefix(DateTimeOffset start) => $"item|{Ticks(start)}|";

    private static string Ticks(DateTimeOffset instant) =>
        instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
