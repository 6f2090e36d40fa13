using Fulgurite.Callbacks;
using Fulgurite.Credit;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Billing;

/// <summary>Takes the bills of a line that are not final as far as they go now, and has the customer told.</summary>
public sealed class AdvanceBills(
    BillStore bills,
    IssueBill issue,
    CoverBills cover,
    SettleBill settle,
    RemindCustomer remind,
    AnnounceToEnvironment announce)
{
    /// <summary>How long a bill is told to be new: a repeat of the look that issued it comes sooner.</summary>
    private static readonly TimeSpan RepeatMax = TimeSpan.FromHours(1);

    /// <summary>Issues, covers, settles and reminds. See the parts for the cost.</summary>
    /// <returns>The bills afterwards that were not final before.</returns>
    /// <exception cref="NodeUnavailableException">Not all is done: a repeat goes on.</exception>
    /// <exception cref="StorageUnavailableException">Not all is done: a repeat goes on.</exception>
    public async Task<IReadOnlyList<Bill>> Execute(LineOfCredit line, DateTimeOffset now, CancellationToken cancel)
    {
        var open = await Each(await bills.Open(line.Id, cancel), bill => Issued(bill, now, cancel));
        open = await cover.Execute(line.Id, open, cancel);
        open = await Each(open, bill => Settled(bill, cancel));
        await remind.Execute(line, open, now, cancel);
        return open;
    }

    private async Task<Bill> Issued(Bill bill, DateTimeOffset now, CancellationToken cancel)
    {
        var issued = await issue.Execute(bill, cancel);
        if (now - issued.CreatedAt < RepeatMax)
        {
            await announce.Execute(bill.Environment, BillNews.Created(issued), cancel);
        }

        return issued;
    }

    private Task<Bill> Settled(Bill bill, CancellationToken cancel) => settle.Execute(
        bill, paid => announce.Execute(bill.Environment, BillNews.Paid(paid), cancel), cancel);

    // One after the other: what covers the oldest is not there for the next.
    private static async Task<IReadOnlyList<Bill>> Each(IReadOnlyList<Bill> bills, Func<Bill, Task<Bill>> step)
    {
        var after = new List<Bill>();
        foreach (var bill in bills)
        {
            after.Add(await step(bill));
        }

        return after;
    }
}
