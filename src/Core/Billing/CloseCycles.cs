using Fulgurite.Credit;
using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Billing;

/// <summary>
/// Closes the cycles of a line of credit that are over, one after another: each comes to one bill. A few wallets at a
/// time are added in one commit with how far it has come, so that ten thousand take no more memory than thirty, a
/// crash costs the last few, and two processes at once take each other's place and never a wallet twice.
/// </summary>
public sealed class CloseCycles(ITableStore tables, RollCycle roll, TimeProvider clock)
{
    /// <summary>
    /// How long after a cycle's end it is closed: for as long other processes' clocks may be behind. A movement that
    /// such a process dates before the end counts in the next cycle once the wallet has left this one.
    /// </summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromMinutes(2);

    private const int WalletsAtOnce = 32;
    private const int TriesMax = 50;

    /// <summary>
    /// Closes the first cycle that is over, and returns when the one after it is to be closed: in the past where more
    /// are over. Nothing is closed while the bill that this one would take over is not issued: it must be found and
    /// told before it is void. Three or four storage transactions for each wallet, and one for
    /// thirty-two; one where nothing is over.
    /// </summary>
    /// <param name="line">One that is billed.</param>
    /// <param name="progress">Hears how many wallets of a cycle are done.</param>
    /// <param name="cancel">Stops after the wallets at hand; a repeat goes on.</param>
    /// <exception cref="StorageUnavailableException">Not closed: a repeat goes on.</exception>
    public async Task<DateTimeOffset> Execute(
        LineOfCredit line, IProgress<CycleClosing>? progress, CancellationToken cancel)
    {
        Invariant.Holds(line.Schedule is not null, "only a line with a schedule has cycles");
        for (var lost = 0; lost < TriesMax;)
        {
            var (closing, version) = await Read(line, cancel);
            var cycle = line.Schedule.PeriodAt(closing.Start);
            if (clock.GetUtcNow() < cycle.End + Leeway
                || await Next(line, cycle, closing, cancel) is not { } writes)
            {
                return cycle.End + Leeway;
            }

            var next = BillRows.ToFields(writes.After);
            var batch = new RowBatch([RowWrite.Write(BillRows.ClosingKey(line.Id), next, version), .. writes.Others]);
            var outcome = await tables.Commit(BillRows.Table, batch, cancel);
            lost = outcome.Status == CommitStatus.Committed ? 0 : lost + 1;
            progress?.Report(writes.After);
            if (lost == 0 && writes.After.Start == cycle.End)
            {
                return line.Schedule.PeriodAt(cycle.End).End + Leeway;
            }
        }

        throw new StorageUnavailableException($"Closing line {line.Id} is too contended: {TriesMax} commits lost.");
    }

    /// <summary>A line's first cycle is the one in which it was made.</summary>
    private async Task<(CycleClosing Closing, ETag? Version)> Read(LineOfCredit line, CancellationToken cancel) =>
        await tables.Get(BillRows.Table, BillRows.ClosingKey(line.Id), cancel) is { } row
            ? (BillRows.ToClosing(row), row.Version)
            : (new CycleClosing(line.Schedule!.PeriodAt(line.CreatedAt).Start), null);

    private async Task<(CycleClosing After, IReadOnlyList<RowWrite> Others)?> Next(
        LineOfCredit line, BillingPeriod cycle, CycleClosing closing, CancellationToken cancel) => closing.HasBegun
        ? await Continue(line, cycle, closing, cancel)
        : await Begin(line, closing, cancel);

    // A bill that is owed to the customer, and that nobody has asked for, goes over into this one: from this commit on
    // nobody can. Null while it is not issued.
    private async Task<(CycleClosing After, IReadOnlyList<RowWrite> Others)?> Begin(
        LineOfCredit line, CycleClosing closing, CancellationToken cancel)
    {
        var begun = closing with { HasBegun = true };
        var before = line.Schedule!.PeriodAt(closing.Start.AddTicks(-1)).Start;
        if (await tables.Get(BillRows.Table, BillRows.Key(line.Id, before), cancel) is not { } row
            || BillRows.ToBill(row) is not { IsToBeCarried: true } bill)
        {
            return (begun, []);
        }

        if (!bill.IsIssued)
        {
            return null;
        }

        var now = StoredTime.Now(clock);
        var taken = bill with { Status = BillStatus.Void, VoidedAt = now, UpdatedAt = now };
        return (
            begun with { CarriedFrom = before, FeesCarried = bill.Fees }, BillRows.Change(taken, row.Version));
    }

    private async Task<(CycleClosing After, IReadOnlyList<RowWrite> Others)> Continue(
        LineOfCredit line, BillingPeriod cycle, CycleClosing closing, CancellationToken cancel)
    {
        var query = RowQuery.Prefix(line.Id.ToString(), LineRows.GrantPrefix, WalletsAtOnce);
        query = closing.After is { } after ? query with { From = $"{query.From}{after}|" } : query;
        var grants = await tables.ReadFirst(LineRows.Table, query, cancel);
        var wallets = grants.Select(row => LineRows.ToGrant(row).Wallet).ToList();
        var items = await Task.WhenAll(wallets.Select(wallet => ItemOf(line, cycle, closing, wallet, cancel)));
        var kept = items.OfType<BillItem>().Where(item => !item.IsEmpty).ToList();
        var totals = kept.Aggregate(closing.Totals, (sum, item) => sum + item);
        var inserts = kept.Select(item => RowWrite.Insert(
            BillRows.ItemKey(line.Id, cycle.Start, item.Wallet), BillRows.ToFields(item)));
        if (wallets.Count == WalletsAtOnce)
        {
            return (closing with { After = wallets[^1], Totals = totals }, [.. inserts]);
        }

        var bill = BillOf(line, cycle, closing with { Totals = totals });
        return (
            new CycleClosing(cycle.End),
            [
                .. inserts,
                RowWrite.Insert(BillRows.Key(line.Id, cycle.Start), BillRows.ToFields(bill)),
                RowWrite.Insert(BillRows.OpenKey(line.Id, cycle.Start), []),
            ]);
    }

    private async Task<BillItem?> ItemOf(
        LineOfCredit line, BillingPeriod cycle, CycleClosing closing, WalletId wallet, CancellationToken cancel)
    {
        if (await roll.Bounds(wallet, cycle, cancel) is not { } bounds)
        {
            return null;
        }

        var item = BillItem.Of(bounds.Start, bounds.End, line.Terms) with { IsFeesOnly = line.Node is not null };
        return closing.CarriedFrom is { } before
            && await tables.Get(BillRows.Table, BillRows.ItemKey(line.Id, before, wallet), cancel) is { } row
            ? item with { Carried = BillRows.ToItem(row).ToSettle }
            : item;
    }

    // A month that had begun before the line was made is not asked for.
    private static BillingPeriod Lived(LineOfCredit line, BillingPeriod cycle) =>
        line.CreatedAt > cycle.Start ? cycle with { Start = line.CreatedAt } : cycle;

    private Bill BillOf(LineOfCredit line, BillingPeriod cycle, CycleClosing closing)
    {
        var now = StoredTime.Now(clock);
        return new Bill
        {
            Id = Bill.IdOf(line.Id, cycle.Start),
            LineOfCredit = line.Id,
            Organization = line.Organization,
            Environment = line.Environment,
            Period = cycle,
            Totals = closing.Totals,
            Terms = line.Terms,
            ServiceFee = line.Terms.ServiceFeeOf(Lived(line, cycle)),
            FeesCarried = closing.FeesCarried,
            DueAt = line.Terms.DueAt(cycle),
            CreatedAt = now,
            UpdatedAt = now,
            Status = BillStatus.PaymentDue,
        };
    }
}
