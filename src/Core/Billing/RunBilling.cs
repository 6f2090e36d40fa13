using Fulgurite.Credit;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Billing;

/// <summary>
/// Does for a line of credit what is due: closes its cycles, issues their bills, covers and settles what was paid, and
/// blocks the line while it is overdue. Safe to run at any time, any number of times and in several processes at once.
/// </summary>
public sealed class RunBilling(LineReads lines, CloseCycles close, AdvanceBills advance, DueLines due)
{
    /// <summary>
    /// How often a line is looked at while it owes something, or is paid: payments order a look of their own.
    /// </summary>
    private static readonly TimeSpan LookWhileOwed = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A line is noted as due before it is made. For so long, one that is not there may still be on its way.
    /// </summary>
    private static readonly TimeSpan MadeWithin = TimeSpan.FromHours(1);

    /// <summary>Does it, and notes when the next look is due. See the parts for the cost.</summary>
    /// <param name="order">Which line.</param>
    /// <param name="progress">Hears how many wallets of a cycle are closed.</param>
    /// <param name="now">The time of the look.</param>
    /// <param name="cancel">Stops; a repeat goes on.</param>
    /// <returns>What was found; null for a line that is never billed.</returns>
    /// <exception cref="NodeUnavailableException">Not all is done: a repeat goes on.</exception>
    /// <exception cref="StorageUnavailableException">Not all is done: a repeat goes on.</exception>
    public async Task<BillingReport?> Execute(
        BillingOrder order, IProgress<CycleClosing>? progress, DateTimeOffset now, CancellationToken cancel)
    {
        var line = await lines.Find(order.Line, cancel);
        var report = line?.Schedule is null ? null : await Look(line, progress, now, cancel);
        if (order.DueAt is { } at && at <= now && (line is not null || now - at > MadeWithin))
        {
            await due.Done(new DueLine(at, order.Line), cancel);
        }

        return report;
    }

    // A cycle at a time, so that a look that is late does what each look in time would have done.
    private async Task<BillingReport> Look(
        LineOfCredit line, IProgress<CycleClosing>? progress, DateTimeOffset now, CancellationToken cancel)
    {
        IReadOnlyList<Bill> open;
        DateTimeOffset next;
        do
        {
            next = await close.Execute(line, progress, cancel);
            open = await advance.Execute(line, now, cancel);
        }
        while (next <= now);

        var owed = open.Count(bill => bill.IsOwed);
        var look = NextLook(now);
        var isWaiting = owed > 0 || open.Any(bill => bill.Status == BillStatus.Processing);
        await due.Add(new DueLine(isWaiting && look < next ? look : next, line.Id), cancel);
        return new BillingReport(open.Count, owed, next);
    }

    // On a grid, so that several looks at once come to one next look.
    private static DateTimeOffset NextLook(DateTimeOffset now) => new(
        now.UtcTicks - (now.UtcTicks % LookWhileOwed.Ticks) + LookWhileOwed.Ticks, TimeSpan.Zero);
}
