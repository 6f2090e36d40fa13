using Fulgurite.Callbacks;
using Fulgurite.Credit;

namespace Fulgurite.Billing;

/// <summary>
/// What becomes of bills that are overdue: reminders, and then a line that sends nothing until they are paid. What
/// arrives still arrives.
/// </summary>
public sealed class RemindCustomer(BillStore bills, BlockLine block, AnnounceToEnvironment announce)
{
    /// <summary>Most reminders of one bill.</summary>
    public const int RemindersMax = 10;

    /// <summary>How long after one reminder the next comes; the first when the bill is due.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(3);

    /// <summary>A change that is older was told, by the look that made it or by the one that repeated it.</summary>
    private static readonly TimeSpan RepeatMax = TimeSpan.FromHours(1);

    /// <summary>
    /// Reminds, blocks and unblocks. No storage transaction where nothing changes; two for each bill that is reminded
    /// of, and two where the line changes.
    /// </summary>
    public async Task Execute(
        LineOfCredit line, IReadOnlyList<Bill> open, DateTimeOffset now, CancellationToken cancel)
    {
        var overdue = open.Where(bill => bill.IsOwed && bill.DueAt <= now).ToList();
        foreach (var bill in overdue)
        {
            await Remind(bill, now, cancel);
        }

        var isBlocked = overdue.Exists(bill => line.Terms.BlockedAt(bill.Period) <= now);
        var after = await block.Execute(line, isBlocked, cancel);
        if (LineNews.OfBlocking(after) is { } news && now - news.At < RepeatMax)
        {
            await announce.Execute(line.Environment, news, cancel);
        }
    }

    // Told before it is noted: whoever dies in between tells the same event again, which is told once.
    private async Task Remind(Bill bill, DateTimeOffset now, CancellationToken cancel)
    {
        var reminders = (int)Math.Min(RemindersMax, 1 + ((now - bill.DueAt).Ticks / Pause.Ticks));
        if (bill.Reminders >= reminders)
        {
            return;
        }

        var planned = bill.DueAt + (Pause * (reminders - 1));
        var news = BillNews.Overdue(bill with { Reminders = reminders }, planned);
        await announce.Execute(bill.Environment, news, cancel);
        await bills.Change(
            bill, (it, _) => it.Reminders < reminders ? it with { Reminders = reminders } : null, cancel);
    }
}
