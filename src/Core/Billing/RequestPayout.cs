using Fulgurite.Credit;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Messaging;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Billing;

/// <summary>
/// Takes a customer's order to have a bill paid out. One commit makes the bill <see cref="BillStatus.Processing"/> with
/// its destination in it: from then on no other order, and no bill that comes after it, has the amount.
/// </summary>
public sealed class RequestPayout(
    BillStore bills, LineReads lines, WalletReads wallets, DueLines due, PublishBilling publish, BitcoinNetwork network)
{
    private const int WalletsAtOnce = 32;

    // Later than the change that follows it: what looks before finds nothing.
    private static readonly TimeSpan LookAfter = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Has it paid out. Asking for the same once more changes nothing, whatever has come of it; one that failed is
    /// tried again. About six storage transactions, and one for each wallet that is ahead.
    /// </summary>
    /// <param name="bill">Which; found in the caller's environment.</param>
    /// <param name="asked">Where.</param>
    /// <param name="now">The time of the order.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="StorageUnavailableException">Not known to be ordered: repeat it.</exception>
    public async Task<RequestPayoutOutcome> Execute(
        Bill bill, NewPayout asked, DateTimeOffset now, CancellationToken cancel)
    {
        if (IsRepeat(bill, asked))
        {
            return new RequestPayoutOutcome(bill, null);
        }

        var (payout, refusal) = Decide(bill, asked, now);
        refusal ??= await ProblemWithLine(bill, cancel);
        if (refusal is not null)
        {
            return new RequestPayoutOutcome(bill, refusal);
        }

        // First: whoever dies after the change leaves a bill that is looked at.
        await due.Add(new DueLine(now + LookAfter, bill.LineOfCredit), cancel);
        var after = await bills.Change(
            bill,
            (it, at) => Decide(it, asked, now) is ({ } terms, null) && terms.IsTo(payout!)
                ? Ordered(it, terms, at)
                : null,
            cancel);
        if (!IsRepeat(after, asked))
        {
            return new RequestPayoutOutcome(after, RequestPayoutRefusal.AlreadyProcessingOrPaid);
        }

        await Order(after, cancel);
        return new RequestPayoutOutcome(after, null);
    }

    private bool IsRepeat(Bill bill, NewPayout asked) =>
        bill is { Status: BillStatus.Processing or BillStatus.Paid, Payout: { } known }
        && asked.IsRepeatOf(known, network);

    private (BillPayout? Payout, RequestPayoutRefusal? Refusal) Decide(
        Bill bill, NewPayout asked, DateTimeOffset now) => bill switch
    {
        { Type: SettlementType.Collection } or { AmountDue.IsZero: true } =>
            (null, RequestPayoutRefusal.NotOwedToCustomer),
        { Status: BillStatus.PaymentDue or BillStatus.Failed } => asked.Read(bill.Payable, network, now),
        _ => (null, RequestPayoutRefusal.AlreadyProcessingOrPaid),
    };

    private static Bill Ordered(Bill bill, BillPayout terms, DateTimeOffset now) => bill with
    {
        Status = BillStatus.Processing,
        Settling = bill.Settling ?? new BillSettling(SettlingStep.Withdraw, null, Money.Msat.Zero),
        Payout = terms with { Attempt = (bill.Payout?.Attempt ?? 0) + 1, AskedAt = now },
    };

    private async Task<RequestPayoutRefusal?> ProblemWithLine(Bill bill, CancellationToken cancel)
    {
        if (await lines.Find(bill.LineOfCredit, cancel) is not { IsDisabled: false, IsReady: true })
        {
            return RequestPayoutRefusal.LineNotReady;
        }

        // Its wallets are settled already: what others owe does not touch what is left.
        if (bill.Status == BillStatus.Failed)
        {
            return null;
        }

        var open = await bills.Open(bill.LineOfCredit, cancel);
        if (open.Any(other => other.Id != bill.Id && other.AwaitsWallets))
        {
            return RequestPayoutRefusal.OtherBillOpen;
        }

        return await AreWalletsShort(bill, cancel) ? RequestPayoutRefusal.WalletsShort : null;
    }

    private async Task<bool> AreWalletsShort(Bill bill, CancellationToken cancel)
    {
        var ahead = bills.Items(bill, cancel).Where(item => item.ToSettle.Value > 0);
        await foreach (var items in ahead.Chunk(WalletsAtOnce).WithCancellation(cancel))
        {
            var isShort = await Task.WhenAll(items.Select(async item =>
                await wallets.Head(item.Wallet, cancel) is not { } head
                || head.Balances[Account.Available].Value < item.ToSettle.Value));
            if (isShort.Contains(true))
            {
                return true;
            }
        }

        return false;
    }

    private async Task Order(Bill bill, CancellationToken cancel)
    {
        try
        {
            await publish.Asked(bill, cancel);
        }
        catch (BusUnavailableException)
        {
            // The row of due lines has it looked at within minutes.
        }
    }
}
