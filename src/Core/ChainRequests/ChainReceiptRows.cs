using System.Globalization;
using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.ChainRequests;

/// <summary>
/// How receipts are stored in their wallet's partition: <c>receipt|{receive}|{txid}|{output index:D10}</c>, so that
/// those of one request are read together.
/// </summary>
public static class ChainReceiptRows
{
    /// <summary>The prefix of all receipts of a request to receive.</summary>
    public static string PrefixOf(InvoiceId receive) => $"receipt|{receive}|";

    /// <summary>A receipt's key.</summary>
    public static RowKey Key(WalletId wallet, InvoiceId receive, OutPoint output) => WalletRows.Key(
        wallet,
        string.Create(
            CultureInfo.InvariantCulture, $"{PrefixOf(receive)}{output.Transaction}|{output.Index:D10}"));

    /// <summary>A receipt's key.</summary>
    public static RowKey Key(ChainReceipt receipt) => Key(receipt.Wallet, receipt.Receive, receipt.Output);

    /// <summary>The receipt of its row.</summary>
    public static ChainReceipt ToReceipt(Row row)
    {
        var fields = row.Fields;
        var parts = row.Key.Row.Split('|');
        Invariant.Holds(parts.Length == 4, "a receipt's key names its request and its output");
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & InvoiceId.TryParse(parts[1], out var receive)
            & OnChainTransactionId.TryParse(parts[2], out var transaction)
            & uint.TryParse(parts[3], CultureInfo.InvariantCulture, out var index)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & Enum.TryParse<ChainReceiptState>(fields.Text("state"), out var state);
        Invariant.Holds(complete, "a stored receipt carries its ids and state");
        return new ChainReceipt
        {
            Output = new OutPoint(transaction, index),
            Wallet = wallet,
            Environment = environment,
            Receive = receive,
            Address = fields.Text("address"),
            Amount = new Msat(fields.Integer("amount_msat")),
            ConfirmationsRequired = (int)fields.Integer("confirmations_required"),
            SeenAt = fields.Instant("seen_at"),
            DetectedAt = fields.Instant("detected_at"),
            IsExpected = fields.Has("is_expected") ? fields.Flag("is_expected") : null,
            State = state,
            FeePaid = new Msat(fields.IntegerOrNull("fee_paid_msat") ?? 0),
            JournalSequence = fields.IntegerOrNull("journal_sequence"),
            BlockHeight = (int?)fields.IntegerOrNull("block_height"),
            EndedAt = fields.InstantOrNull("ended_at"),
        };
    }

    /// <summary>A receipt's columns.</summary>
    public static RowFields ToFields(ChainReceipt receipt)
    {
        var fields = Columns(receipt);
        if (receipt.IsExpected is { } isExpected)
        {
            fields.Add("is_expected", isExpected);
        }

        return fields;
    }

    private static RowFields Columns(ChainReceipt receipt) => new()
    {
        { "environment", receipt.Environment.ToString() },
        { "address", receipt.Address },
        { "amount_msat", receipt.Amount.Value },
        { "confirmations_required", receipt.ConfirmationsRequired },
        { "seen_at", receipt.SeenAt },
        { "detected_at", receipt.DetectedAt },
        { "state", receipt.State.ToString() },
        { "fee_paid_msat", receipt.State == ChainReceiptState.Credited ? receipt.FeePaid.Value : null },
        { "block_height", receipt.BlockHeight },
        { "journal_sequence", receipt.JournalSequence },
        { "ended_at", receipt.EndedAt },
    };
}
