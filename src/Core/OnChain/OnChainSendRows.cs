using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>
/// How sends on chain are stored in their wallet's partition: <c>chain-send|{id}</c> holds the send, and
/// <c>chain-sending|{id}</c> exists exactly while it is not final. <see cref="ListingRows"/> list it.
/// </summary>
public static class OnChainSendRows
{
    /// <summary>The prefix of the sends.</summary>
    public const string Prefix = "chain-send|";

    /// <summary>The prefix of the rows of sends that are not final.</summary>
    public const string SendingPrefix = "chain-sending|";

    /// <summary>The send's key.</summary>
    public static RowKey Key(WalletId wallet, PaymentId send) => WalletRows.Key(wallet, $"{Prefix}{send}");

    /// <summary>The key of the row that says that it is not final.</summary>
    public static RowKey SendingKey(WalletId wallet, PaymentId send) =>
        WalletRows.Key(wallet, $"{SendingPrefix}{send}");

    /// <summary>The send that a row of <see cref="SendingPrefix"/> names.</summary>
    public static PaymentId SendOf(RowKey sending)
    {
        var isId = PaymentId.TryParse(sending.Row[SendingPrefix.Length..], out var send);
        Invariant.Holds(isId, "a sending row ends in a payment id");
        return send;
    }

    /// <summary>All rows of a new send.</summary>
    public static IReadOnlyList<RowWrite> Inserts(OnChainSend send) =>
    [
        RowWrite.Insert(Key(send.Wallet, send.Id), ToFields(send)),
        RowWrite.Insert(SendingKey(send.Wallet, send.Id), []),
        ListingRows.Listed(ToListed(send)),
    ];

    /// <summary>All rows of a send that is final from the start.</summary>
    public static IReadOnlyList<RowWrite> Ended(OnChainSend final) =>
    [
        RowWrite.Insert(Key(final.Wallet, final.Id), ToFields(final)),
        ListingRows.Listed(ToListed(final)),
        EndListed(final),
    ];

    /// <summary>The writes that bring a send to its next state.</summary>
    public static IReadOnlyList<RowWrite> Changes(OnChainSend send, ETag version)
    {
        var change = RowWrite.Replace(Key(send.Wallet, send.Id), ToFields(send), version);
        return send.IsFinal
            ? [change, RowWrite.DeleteAny(SendingKey(send.Wallet, send.Id)), EndListed(send)]
            : [change];
    }

    /// <summary>The send as a listing knows it.</summary>
    public static ListedPayment ToListed(OnChainSend send) => new(
        send.Wallet, send.Id.Value, send.CreatedAt, PaymentDirection.Send, send.Kind, send.Metadata.Digests);

    /// <summary>The send of its row.</summary>
    public static OnChainSend ToSend(Row row)
    {
        var fields = row.Fields;
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & PaymentId.TryParse(row.Key.Row[Prefix.Length..], out var id)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & Enum.TryParse<BitcoinNetwork>(fields.Text("network"), out var network)
            & BitcoinAddress.TryParse(fields.Text("destination"), network, out var destination, out _)
            & Enum.TryParse<OnChainSendState>(fields.Text("state"), out var state);
        Invariant.Holds(complete, "a stored send carries its ids, its destination and its state");
        return new OnChainSend
        {
            Id = id,
            Wallet = wallet,
            Environment = environment,
            Network = network,
            Destination = destination!,
            Amount = new Msat(fields.Integer("amount_msat")),
            FeeMax = new Msat(fields.Integer("fee_max_msat")),
            Processing = ProcessingFeeColumns.Of(fields),
            TargetBlocks = (int)fields.Integer("target_blocks"),
            Kind = fields.TextOrNull("kind") is { } kind ? Enum.Parse<PaymentKind>(kind) : PaymentKind.OnChain,
            Description = fields.TextOrNull("description") ?? "",
            Metadata = Metadata.Stored(fields.TextOrNull("metadata")),
            CreatedAt = fields.Instant("created_at"),
            State = state,
            Transaction = ToTransaction(fields, state),
            Fee = new Msat(fields.IntegerOrNull("fee_msat") ?? 0),
            SignedAt = fields.InstantOrNull("signed_at"),
            Failure = fields.TextOrNull("failure") is { } why ? Enum.Parse<ChainSendFailure>(why) : null,
            FeeEstimated = fields.IntegerOrNull("fee_estimated_msat") is { } most ? new Msat(most) : null,
            EndedAt = fields.InstantOrNull("ended_at"),
        };
    }

    private static RowWrite EndListed(OnChainSend final) =>
        ListingRows.Ended(final.Wallet, final.CreatedAt, final.Id.Value, final.Status, final.EndedAt!.Value);

    private static SignedTransaction? ToTransaction(RowFields fields, OnChainSendState state)
    {
        // One that failed has none, or one that will never be in a block.
        var isSigned = state is OnChainSendState.Signed or OnChainSendState.Sent;
        if (!isSigned && fields.TextOrNull("transaction_id") is null)
        {
            return null;
        }

        var transaction = SignedTransaction.Read(fields.Binary("transaction"));
        Invariant.Holds(
            transaction?.Id.ToString() == fields.Text("transaction_id"), "a send that is signed has its transaction");
        return transaction;
    }

    private static RowFields ToFields(OnChainSend send) => new()
    {
        { "environment", send.Environment.ToString() },
        { "network", send.Network.ToString() },
        { "destination", send.Destination.ToString() },
        { "amount_msat", send.Amount.Value },
        { "fee_max_msat", send.FeeMax.Value },
        { ProcessingFeeColumns.Rate, ProcessingFeeColumns.RateOf(send.Processing) },
        { ProcessingFeeColumns.Amount, ProcessingFeeColumns.AmountOf(send.Processing) },
        { "target_blocks", send.TargetBlocks },
        { "kind", send.Kind == PaymentKind.OnChain ? null : send.Kind.ToString() },
        { "description", send.Description.Length == 0 ? null : send.Description },
        { "metadata", send.Metadata.Text },
        { "created_at", send.CreatedAt },
        { "state", send.State.ToString() },
        { "transaction", send.Transaction is { } transaction ? [.. transaction.Bytes] : null },
        { "transaction_id", send.Transaction?.Id.ToString() },
        { "fee_msat", send.Transaction is null ? null : send.Fee.Value },
        { "signed_at", send.SignedAt },
        { "failure", send.Failure?.ToString() },
        { "fee_estimated_msat", send.FeeEstimated?.Value },
        { "ended_at", send.EndedAt },
    };
}
