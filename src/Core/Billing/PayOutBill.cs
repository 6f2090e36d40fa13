using Fulgurite.Books;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;

namespace Fulgurite.Billing;

/// <summary>
/// Pays out what settling a bill with its wallets has left. It comes into a book of its own, from which nothing else is
/// taken: not by the bills that the customer owes, and not by the limit of a send that failed. Each posting has a key
/// of the bill's.
/// </summary>
public sealed class PayOutBill(BookKeeper books, BillStore bills, BillingBooks own, PayoutSends sends)
{
    /// <summary>
    /// Brings what is left into the book of payouts; where nothing is, the bill is done. Two storage transactions, and
    /// those of the book once.
    /// </summary>
    internal async Task<Bill> Fund(Bill bill, BillSettling settling, CancellationToken cancel)
    {
        if (settling.Pool.IsZero)
        {
            return await bills.Change(
                bill,
                (it, now) => it.Settling == settling ? it with { CoveredAt = now, Settling = Done } : null,
                cancel);
        }

        var book = await own.EnsurePayouts(bill.LineOfCredit, cancel);
        await Post(
            (book, BillKeys.Funded(bill)), bill, FundPayout.Name, FundPayout.Transfers(settling.Pool), cancel);
        var to = settling with { Step = SettlingStep.Pay, After = null };
        return await bills.Change(bill, (it, _) => it.Settling == settling ? it with { Settling = to } : null, cancel);
    }

    /// <summary>
    /// Has the customer paid, or looks how that stands; a bill whose payout is under way stays as it is. Three storage
    /// transactions, and those of the send once.
    /// </summary>
    internal async Task<Bill> Pay(Bill bill, BillSettling settling, CancellationToken cancel)
    {
        var payout = bill.Payout!;
        var outcome = payout.Cost > settling.Pool
            ? new PayoutOutcome.Failed(PayoutFailure.WalletsShort)
            : await sends.Execute(bill, payout, cancel);
        return outcome switch
        {
            PayoutOutcome.UnderWay => bill,
            PayoutOutcome.Paid success => await Change(
                (it, now) => it with
                {
                    AmountPaid = payout.Amount,
                    CoveredAt = now,
                    Payout = payout with { FeePaid = success.Fee },
                    Settling = new BillSettling(
                        SettlingStep.Return, null, settling.Pool - payout.Amount - success.Fee),
                }),
            PayoutOutcome.Failed failed => await Change((it, now) => it with
            {
                Status = BillStatus.Failed,
                Payout = payout with { Failure = failed.Why, FailedAt = now },
            }),
            _ => throw new InvariantBrokenException("a payout is under way, paid or failed"),
        };

        // Of this try alone: another process may be at the next.
        Task<Bill> Change(Func<Bill, DateTimeOffset, Bill> change) => bills.Change(
            bill,
            (it, now) => it.Status == BillStatus.Processing && it.Settling == settling && it.Payout == payout
                ? change(it, now)
                : null,
            cancel);
    }

    /// <summary>
    /// What the payout did not cost covers the next bill that the customer owes. Three storage transactions, and those
    /// of the line's book once.
    /// </summary>
    internal async Task<Bill> Return(Bill bill, BillSettling settling, CancellationToken cancel)
    {
        if (!settling.Pool.IsZero)
        {
            var from = BillingBooks.PayoutsOf(bill.LineOfCredit);
            var transfers = ReturnPayout.Transfers(settling.Pool);
            await Post((from, BillKeys.Returned(bill)), bill, ReturnPayout.Name, transfers, cancel);
            var to = await own.Ensure(bill.LineOfCredit, cancel);
            transfers = CreditPayout.Transfers(settling.Pool);
            await Post((to, BillKeys.Credited(bill)), bill, CreditPayout.Name, transfers, cancel);
        }

        return await bills.Change(
            bill, (it, _) => it.Settling == settling ? it with { Settling = Done } : null, cancel);
    }

    private static BillSettling Done { get; } = new(SettlingStep.Done, null, Msat.Zero);

    private async Task Post(
        (WalletId Book, IdempotencyKey Key) where,
        Bill bill,
        string movement,
        IReadOnlyList<Transfer> transfers,
        CancellationToken cancel)
    {
        var change = new BookChange(movement, bill.Id.ToString(), transfers[0].Amount.ToString())
        {
            Transfers = transfers,
        };
        var command = new BookCommand(
            where.Key,
            InputHash.Of(bill.Id.ToString()),
            _ => Task.FromResult<Decide>((_, _) => new BookDecision.Applied(change)));
        Invariant.Holds(
            await books.Execute(where.Book, command, cancel) is BookResult.Applied or BookResult.AlreadyApplied,
            "a payout's books are there, and it is posted one way");
    }
}
