using System.Globalization;
using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>
/// Settles a bill that is covered, or is to be paid out, with its wallets: out of those that are ahead, into those that
/// owe, and the fees to the operator; what is left of a payout goes to the customer. Each posting has a key of the
/// bill's, and how far it has come is kept every few wallets, so that it goes on after a crash. Nothing is drawn from a
/// wallet that is not in it: what one that was ahead has spent since stays its debt to the others under its line, and
/// the bill of the cycle in which it spent it brings it back.
/// </summary>
public sealed class SettleBill(
    ITableStore tables, BookKeeper books, BillStore bills, BillingBooks own, PayOutBill payOut)
{
    private const int WalletsAtOnce = 32;

    /// <summary>
    /// Settles what is left; one that is settled stays as it is, and so does one whose payout is under way. Two storage
    /// transactions for each wallet and two for thirty-two, and a payout's.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Not all is settled: a repeat goes on.</exception>
    /// <param name="bill">Which.</param>
    /// <param name="tell">
    /// Has the customer told that it is paid: before that is noted, so that whoever dies in between tells it again.
    /// </param>
    /// <param name="cancel">Stops; a repeat goes on.</param>
    public async Task<Bill> Execute(Bill bill, Func<Bill, Task> tell, CancellationToken cancel)
    {
        while (bill is { Status: BillStatus.Processing, Settling: { } settling })
        {
            var next = settling.Step switch
            {
                SettlingStep.Withdraw => await Wallets(bill, settling, SettlingStep.Fees, cancel),
                SettlingStep.Fees => await Fees(bill, settling, cancel),
                SettlingStep.Deposit => await Wallets(
                    bill, settling, bill.Payout is null ? SettlingStep.Done : SettlingStep.Fund, cancel),
                SettlingStep.Fund => await payOut.Fund(bill, settling, cancel),
                SettlingStep.Pay => await payOut.Pay(bill, settling, cancel),
                SettlingStep.Return => await payOut.Return(bill, settling, cancel),
                SettlingStep.Done => await Finish(bill, settling, tell, cancel),
            };
            if (next.Status == BillStatus.Processing && next.Settling == settling)
            {
                // Its payout is under way.
                return next;
            }

            bill = next;
        }

        return bill;
    }

    private async Task<Bill> Wallets(Bill bill, BillSettling settling, SettlingStep next, CancellationToken cancel)
    {
        var query = BillRows.Items(bill, settling.After, WalletsAtOnce);
        var items = (await tables.ReadFirst(BillRows.Table, query, cancel)).Select(BillRows.ToItem).ToList();
        var pool = settling.Step == SettlingStep.Withdraw
            ? settling.Pool + await Withdraw(bill, items, cancel)
            : settling.Pool - await Deposit(bill, items, settling.Pool, cancel);
        var to = items.Count == WalletsAtOnce
            ? new BillSettling(settling.Step, items[^1].Wallet, pool)
            : new BillSettling(next, null, pool);
        return await To(bill, settling, to, cancel);
    }

    private async Task<Bill> Finish(
        Bill bill, BillSettling settling, Func<Bill, Task> tell, CancellationToken cancel)
    {
        await tell(bill with { Status = BillStatus.Paid, Settling = null, PaidAt = bill.UpdatedAt });
        return await bills.Change(
            bill,
            (it, now) => it.Settling == settling
                ? it with { Settling = null, Status = BillStatus.Paid, PaidAt = now }
                : null,
            cancel);
    }

    private async Task<Msat> Withdraw(Bill bill, IReadOnlyList<BillItem> items, CancellationToken cancel)
    {
        var ahead = items.Where(item => item.ToSettle.Value > 0);
        var taken = await Task.WhenAll(ahead.Select(item => Post(
            bill,
            item.Wallet,
            WithdrawSettlement.Name,
            head => WithdrawSettlement.Transfers(Least(item.ToSettle.ToMsatOrZero(), SpendableIn(head))),
            cancel)));
        return taken.Aggregate(Msat.Zero, (sum, amount) => sum + amount);
    }

    private async Task<Msat> Deposit(Bill bill, IReadOnlyList<BillItem> items, Msat pool, CancellationToken cancel)
    {
        var left = pool;
        var postings = new List<Task<Msat>>();
        foreach (var item in items.Where(item => item.ToSettle.Value < 0))
        {
            var amount = Least(new Msat(-item.ToSettle.Value), left);
            left -= amount;
            postings.Add(Post(
                bill, item.Wallet, DepositSettlement.Name, _ => DepositSettlement.Transfers(amount), cancel));
        }

        await Task.WhenAll(postings);
        return pool - left;
    }

    private async Task<Bill> Fees(Bill bill, BillSettling settling, CancellationToken cancel)
    {
        var fees = Least(bill.Fees, settling.Pool);
        if (!fees.IsZero)
        {
            await Execute(
                await own.Ensure(bill.LineOfCredit, cancel),
                BillKeys.Charged(bill),
                bill,
                new BookChange(ChargeFees.Name, bill.Id.ToString(), fees.ToString())
                {
                    Transfers = ChargeFees.Transfers(fees),
                },
                cancel);
        }

        return await To(bill, settling, new BillSettling(SettlingStep.Deposit, null, settling.Pool - fees), cancel);
    }

    // Another process may be further: then its word counts.
    private Task<Bill> To(Bill bill, BillSettling from, BillSettling to, CancellationToken cancel) => bills.Change(
        bill, (it, _) => it.Settling == from ? it with { Settling = to } : null, cancel);

    // What was posted, by this call or before.
    private async Task<Msat> Post(
        Bill bill,
        WalletId wallet,
        string movement,
        Func<WalletHead, IReadOnlyList<Transfer>> transfers,
        CancellationToken cancel)
    {
        var command = new BookCommand(
            BillKeys.Settled(bill),
            InputHash.Of(movement),
            _ => Task.FromResult<Decide>((head, _) =>
            {
                var posted = transfers(head);
                var amount = posted.Count == 0 ? Msat.Zero : posted[0].Amount;
                return new BookDecision.Applied(
                    new BookChange(movement, bill.Id.ToString(), amount.ToString()) { Transfers = posted });
            }));
        return await books.Execute(wallet, command, cancel) switch
        {
            BookResult.Applied applied => AmountOf(applied.Change.Outcome),
            BookResult.AlreadyApplied before => AmountOf(before.Outcome),
            _ => throw new InvariantBrokenException("a wallet with an item is there, and is settled one way"),
        };
    }

    private async Task Execute(
        WalletId wallet, IdempotencyKey key, Bill bill, BookChange change, CancellationToken cancel)
    {
        var command = new BookCommand(
            key,
            InputHash.Of(bill.Id.ToString()),
            _ => Task.FromResult<Decide>((_, _) => new BookDecision.Applied(change)));
        Invariant.Holds(
            await books.Execute(wallet, command, cancel) is BookResult.Applied or BookResult.AlreadyApplied,
            "a bill with fees has a book");
    }

    private static Msat SpendableIn(WalletHead head) => head.Balances[Account.Available].ToMsatOrZero();

    private static Msat Least(Msat one, Msat other) => one < other ? one : other;

    private static Msat AmountOf(string outcome) => new(long.Parse(outcome, CultureInfo.InvariantCulture));
}
