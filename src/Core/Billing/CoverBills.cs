using Fulgurite.Books;
using Fulgurite.ChainRequests;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>
/// Covers what is owed with what was paid. What was paid on a bill is for that bill first; what is too much, and what
/// was paid on bills that are settled, is the line's credit with the operator and covers the oldest.
/// </summary>
public sealed class CoverBills(ITableStore tables, WalletReads wallets, BookKeeper books, BillStore bills)
{
    /// <summary>
    /// Notes what was paid, and covers what can be. Two storage transactions and two for each bill that is owed, and
    /// two more for one that is covered.
    /// </summary>
    /// <param name="line">Whose bills they are.</param>
    /// <param name="open">Its bills that are not final, oldest first.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <returns>The bills afterwards.</returns>
    /// <exception cref="StorageUnavailableException">Not known: repeat it.</exception>
    public async Task<IReadOnlyList<Bill>> Execute(
        LineOfCreditId line, IReadOnlyList<Bill> open, CancellationToken cancel)
    {
        // The book before what was paid on bills, and each bill is collected from the book as it was read: or what
        // arrives in between for one bill would be taken for credit, and cover another.
        var head = await wallets.Head(BillingBooks.Of(line), cancel);
        var (credit, sequence) = (head?.Balances[Account.Available].Value ?? 0, head?.Sequence ?? 0);
        var current = new List<Bill>();
        foreach (var bill in open)
        {
            current.Add(bill.IsOwed ? await WithPaid(bill, cancel) : bill);
        }

        for (var i = 0; i < current.Count; i++)
        {
            if (current[i].Net.Value == 0 && current[i].Status == BillStatus.PaymentDue)
            {
                current[i] = await Covered(current[i], cancel);
            }
        }

        for (var i = 0; i < current.Count; i++)
        {
            var free = Math.Max(0, credit - current.Where(bill => bill.IsOwed).Sum(bill => bill.AmountPaid.Value));
            var (bill, due) = (current[i], current[i].AmountDue);
            var isCovered = bill.IsOwed
                && (bill.AmountPaid.Value + free >= due.Value || await WasCollected(bill, cancel));
            if (isCovered && await Collect(bill, sequence, cancel) is { } collected)
            {
                (credit, sequence) = (credit - due.Value, sequence + collected);
                current[i] = await Covered(bill, cancel);
            }
        }

        return current;
    }

    private async Task<Bill> WithPaid(Bill bill, CancellationToken cancel)
    {
        var paid = await PaidOn(bill, cancel);
        return paid == bill.AmountPaid
            ? bill
            : await bills.Change(bill, (it, _) => it.IsOwed ? it with { AmountPaid = paid } : null, cancel);
    }

    private async Task<Msat> PaidOn(Bill bill, CancellationToken cancel)
    {
        var book = BillingBooks.Of(bill.LineOfCredit);
        var request = ChainRequestRows.Key(book, new InvoiceId(bill.Id.Value));
        if (await tables.Get(WalletRows.Table, request, cancel) is { } row)
        {
            return ChainRequestRows.ToRequest(row).Paid;
        }

        var invoice = InvoiceRows.Key(book, IssueBill.LightningIdOf(bill));
        return await tables.Get(WalletRows.Table, invoice, cancel) is { } single
            ? InvoiceRows.ToInvoice(single).AmountPaid
            : Msat.Zero;
    }

    // By a process that died before it could say so.
    private async Task<bool> WasCollected(Bill bill, CancellationToken cancel)
    {
        var once = WalletRows.OnceKey(BillingBooks.Of(bill.LineOfCredit), BillKeys.Collected(bill));
        return await tables.Get(WalletRows.Table, once, cancel) is not null;
    }

    // How many lines the book has more than before. Null where something else has moved in it: the next look tells
    // what, and whatever is paid orders one.
    private async Task<int?> Collect(Bill bill, long sequence, CancellationToken cancel)
    {
        var command = new BookCommand(
            BillKeys.Collected(bill),
            InputHash.Of(bill.AmountDue.ToString()),
            _ => Task.FromResult<Decide>((head, _) => head.Sequence == sequence && head.Covers(bill.AmountDue)
                ? new BookDecision.Applied(new BookChange(
                    CollectBill.Name, bill.Id.ToString(), bill.AmountDue.ToString())
                {
                    Transfers = CollectBill.Transfers(bill.AmountDue),
                })
                : new BookDecision.Refused(CoverRefusal.NotCovered)));
        return await books.Execute(BillingBooks.Of(bill.LineOfCredit), command, cancel) switch
        {
            BookResult.Applied => 1,
            BookResult.AlreadyApplied => 0,
            BookResult.Refused => null,
            _ => throw new InvariantBrokenException("a bill that is owed has a book, and is collected once"),
        };
    }

    private Task<Bill> Covered(Bill bill, CancellationToken cancel) => bills.Change(
        bill,
        (it, now) => it.Status != BillStatus.PaymentDue
            ? null
            : it with
            {
                Status = BillStatus.Processing,
                AmountPaid = it.AmountPaid > it.AmountDue ? it.AmountPaid : it.AmountDue,
                CoveredAt = now,
                Settling = new BillSettling(SettlingStep.Withdraw, null, it.AmountDue),
            },
        cancel);
}
