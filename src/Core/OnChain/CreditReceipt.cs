using System.Globalization;
using Fulgurite.Bitcoin;
using Fulgurite.Books;
using Fulgurite.Events;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// Notes an output that pays an address of ours, and credits it once it has the confirmations that it needs, exactly
/// once. Safe to repeat at any point.
/// </summary>
public sealed class CreditReceipt(ITableStore tables, BookKeeper books, ConfirmationPolicy policy)
{
    /// <summary>
    /// Takes an output as far as it goes today: <see cref="ChainReceiptState.Pending"/> until it is final. Null where
    /// the wallet is gone, in which case nobody is credited. One storage transaction while nothing changes, and two for
    /// each step.
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
        ChainReceipt Seen(DateTimeOffset now) => new()
        {
            Output = new OutPoint(transaction.Id, output.Index),
            Wallet = receiver.Wallet,
            Environment = receiver.Environment,
            Receive = receiver.Receive,
            Address = output.Address.ToString(),
            Amount = output.Amount,
            ConfirmationsRequired = policy.RequiredFor(output.Amount),
            SeenAt = transaction.SeenAt,
            DetectedAt = now,
            State = ChainReceiptState.Pending,
        };
        var command = new BookCommand(
            KeyOf("chain-seen", Seen(default).Output),
            InputOf(output.Address.ToString(), output.Amount),
            _ => Task.FromResult<Decide>((_, now) => new BookDecision.Applied(Detected(Seen(now)))));
        return await books.Execute(receiver.Wallet, command, cancel) switch
        {
            BookResult.Applied or BookResult.AlreadyApplied => true,
            BookResult.WalletNotFound => false,
            _ => throw new InvariantBrokenException("an output pays one address one amount"),
        };
    }

    private async Task<ChainReceiptState> Credit(
        ChainReceiver receiver, ChainReceipt receipt, int? blockHeight, CancellationToken cancel)
    {
        var command = new BookCommand(
            KeyOf("chain", receipt.Output),
            InputOf(receipt.Address, receipt.Amount),
            async loading =>
            {
                var row = await tables.Get(WalletRows.Table, ChainReceiptRows.Key(receipt), loading);
                Invariant.Holds(row is not null, "a receipt is never deleted");
                return (_, now) => Decide(receiver, row, blockHeight, now);
            });
        return await books.Execute(receiver.Wallet, command, cancel) switch
        {
            BookResult.Applied applied => StateOf(applied.Change.Outcome),
            BookResult.AlreadyApplied before => StateOf(before.Outcome),
            _ => throw new InvariantBrokenException("an output is credited once, and what it pays does not change"),
        };
    }

    private static ChainReceiptState StateOf(string outcome) =>
        outcome == "credited" ? ChainReceiptState.Credited : ChainReceiptState.Suspended;

    private static BookDecision Decide(ChainReceiver receiver, Row row, int? blockHeight, DateTimeOffset now)
    {
        var receipt = ChainReceiptRows.ToReceipt(row);
        if (receipt.State != ChainReceiptState.Pending)
        {
            return new BookDecision.Refused(receipt.State);
        }

        var isLate = receiver.ExpiresAt is { } end && receipt.SeenAt >= end;
        var final = receipt with
        {
            State = isLate ? ChainReceiptState.Suspended : ChainReceiptState.Credited,
            FeePaid = isLate ? Msat.Zero : receiver.Fee.FeeRoundedDownToSat(receipt.Amount),
            BlockHeight = blockHeight,
            EndedAt = now,
        };
        return new BookDecision.Applied(Ended(final, row.Version));
    }

    private static BookChange Detected(ChainReceipt receipt) =>
        new("detect-onchain", receipt.Receive.ToString(), "detected")
        {
            Writes = [RowWrite.Insert(ChainReceiptRows.Key(receipt), ChainReceiptRows.ToFields(receipt))],
            Events = [Event(receipt, "receipt.detected")],
        };

    private static BookChange Ended(ChainReceipt final, ETag version)
    {
        var isCredit = final.State == ChainReceiptState.Credited;
        return new BookChange(
            isCredit ? ReceiveOnChain.Name : ReceiveOnChainUnattributed.Name,
            final.Receive.ToString(),
            isCredit ? "credited" : "suspended")
        {
            Transfers = isCredit
                ? ReceiveOnChain.Transfers(final.Amount, final.FeePaid)
                : ReceiveOnChainUnattributed.Transfers(final.Amount),
            Writes = [RowWrite.Replace(ChainReceiptRows.Key(final), ChainReceiptRows.ToFields(final), version)],
            Events = [Event(final, isCredit ? "receipt.credited" : "receipt.suspended")],
        };
    }

    private static NewEvent Event(ChainReceipt receipt, string type) => new(
        EventIds.For(type, $"{receipt.Wallet}/{receipt.Output}"),
        type,
        new RowFields
        {
            { "receive", receipt.Receive.ToString() },
            { "transaction", receipt.Output.Transaction.ToString() },
            { "output_index", receipt.Output.Index },
            { "amount_msat", receipt.Amount.Value },
            { "fee_paid_msat", receipt.FeePaid.Value },
        });

    private static IdempotencyKey KeyOf(string kind, OutPoint output) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{kind}:{output}"));

    private static InputHash InputOf(string address, Msat amount) => InputHash.Of(address, amount.ToString());
}
