using System.Globalization;
using Fulgurite.Bitcoin;
using Fulgurite.Books;
using Fulgurite.Callbacks;
using Fulgurite.ChainRequests;
using Fulgurite.Ledger;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// Notes an output that pays an address of ours, and credits it once it has the confirmations that it needs, exactly
/// once; has the merchant told of both. Safe to repeat at any point.
/// </summary>
public sealed class CreditReceipt(
    ITableStore tables, BookKeeper books, Announce announce, ConfirmationPolicy policy)
{
    /// <summary>
    /// Takes an output as far as it goes today: <see cref="ChainReceiptState.Pending"/> until it is final. Null where
    /// the wallet is gone, in which case nobody is credited. One storage transaction while nothing changes, and four
    /// for each step.
    /// </summary>
    public async Task<ChainReceiptState?> Execute(
        ChainReceiver receiver, ChainTransaction transaction, ChainOutput output, CancellationToken cancel)
    {
        var outPoint = new OutPoint(transaction.Id, output.Index);
        var key = ChainReceiptRows.Key(receiver.Wallet, receiver.Receive, outPoint);
        if (await tables.Get(WalletRows.Table, key, cancel) is not { } row)
        {
            if (!await Detect(receiver, transaction, output, cancel))
            {
                return null;
            }

            row = await tables.Get(WalletRows.Table, key, cancel);
            Invariant.Holds(row is not null, "a receipt is there once it was noted");
        }

        var receipt = ChainReceiptRows.ToReceipt(row);
        return receipt.State == ChainReceiptState.Pending && transaction.Confirmations >= receipt.ConfirmationsRequired
            ? await Credit(receiver, receipt, transaction.BlockHeight, cancel)
            : receipt.State;
    }

    // False where there is no such wallet.
    private async Task<bool> Detect(
        ChainReceiver receiver, ChainTransaction transaction, ChainOutput output, CancellationToken cancel)
    {
        var seen = new ChainReceipt
        {
            Output = new OutPoint(transaction.Id, output.Index),
            Wallet = receiver.Wallet,
            Environment = receiver.Environment,
            Receive = receiver.Receive,
            Address = output.Address.ToString(),
            Amount = output.Amount,
            ConfirmationsRequired = policy.RequiredFor(output.Amount),
            SeenAt = transaction.SeenAt,
            DetectedAt = default,
            State = ChainReceiptState.Pending,
        };
        var audience = await announce.To(receiver.Environment, cancel);
        IReadOnlyList<Delivery> planned = [];
        var command = new BookCommand(KeyOf("chain-seen", seen.Output), InputOf(seen), async loading =>
        {
            var paid = await ChainRequestReading.Read(tables, receiver.Wallet, receiver.Receive, loading);
            return (_, now) =>
            {
                var plan = ReceiptPlan.Detected(seen, paid, audience, now);
                planned = plan.Deliveries;
                return new BookDecision.Applied(plan.Change);
            };
        });
        var result = await books.Execute(receiver.Wallet, command, cancel);
        await Publish(planned, result, cancel);
        return result switch
        {
            BookResult.Applied or BookResult.AlreadyApplied => true,
            BookResult.WalletNotFound => false,
            _ => throw new InvariantBrokenException("an output pays one address one amount"),
        };
    }

    private async Task<ChainReceiptState> Credit(
        ChainReceiver receiver, ChainReceipt receipt, int? blockHeight, CancellationToken cancel)
    {
        var audience = await announce.To(receiver.Environment, cancel);
        IReadOnlyList<Delivery> planned = [];
        var command = new BookCommand(KeyOf("chain", receipt.Output), InputOf(receipt), async loading =>
        {
            var row = await tables.Get(WalletRows.Table, ChainReceiptRows.Key(receipt), loading);
            Invariant.Holds(row is not null, "a receipt is never deleted");
            var paid = await ChainRequestReading.Read(tables, receiver.Wallet, receiver.Receive, loading);
            return (head, now) =>
            {
                var stored = ChainReceiptRows.ToReceipt(row);
                if (stored.State != ChainReceiptState.Pending)
                {
                    return new BookDecision.Refused(stored.State);
                }

                var final = Final(receiver, stored, head, now) with { BlockHeight = blockHeight };
                var plan = ReceiptPlan.Ended(final, row.Version, paid, audience);
                planned = plan.Deliveries;
                return new BookDecision.Applied(plan.Change);
            };
        });
        var result = await books.Execute(receiver.Wallet, command, cancel);
        await Publish(planned, result, cancel);
        return result switch
        {
            BookResult.Applied applied => StateOf(applied.Change.Outcome),
            BookResult.AlreadyApplied before => StateOf(before.Outcome),
            _ => throw new InvariantBrokenException("an output is credited once, and what it pays does not change"),
        };
    }

    private Task Publish(IReadOnlyList<Delivery> planned, BookResult result, CancellationToken cancel) =>
        result is BookResult.Applied applied
            ? announce.PublishOrLeave(planned, applied.Change.Writes, applied.Versions, cancel)
            : Task.CompletedTask;

    private static ChainReceiptState StateOf(string outcome) =>
        outcome == "credited" ? ChainReceiptState.Credited : ChainReceiptState.Suspended;

    // What comes to a wallet that was deleted meanwhile waits for a person, too: nobody could spend it.
    private static ChainReceipt Final(
        ChainReceiver receiver, ChainReceipt receipt, WalletHead head, DateTimeOffset now)
    {
        var isExpected = receipt.IsExpected ?? !(receiver.ExpiresAt is { } end && receipt.SeenAt >= end);
        var isCredit = isExpected && head.State != WalletState.Deleted;
        return receipt with
        {
            State = isCredit ? ChainReceiptState.Credited : ChainReceiptState.Suspended,
            FeePaid = isCredit ? receiver.Fee.FeeRoundedDownToSat(receipt.Amount) : Msat.Zero,
            JournalSequence = head.Sequence + 1,
            EndedAt = now,
        };
    }

    private static IdempotencyKey KeyOf(string kind, OutPoint output) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{kind}:{output}"));

    private static InputHash InputOf(ChainReceipt receipt) =>
        InputHash.Of(receipt.Address, receipt.Amount.ToString());
}
