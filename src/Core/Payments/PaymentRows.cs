using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>
/// How payments are stored in their wallet's partition: <c>payment|{id}</c> holds the payment, and
/// <c>sending|{id}</c> exists exactly while it is not final. <see cref="ListingRows"/> list it.
/// </summary>
public static class PaymentRows
{
    /// <summary>The prefix of the rows of payments that are not final.</summary>
    public const string SendingPrefix = "sending|";

    /// <summary>The payment's key.</summary>
    public static RowKey Key(WalletId wallet, PaymentId payment) => WalletRows.Key(wallet, $"payment|{payment}");

    /// <summary>The key of the row that says that it is not final.</summary>
    public static RowKey SendingKey(WalletId wallet, PaymentId payment) =>
        WalletRows.Key(wallet, $"{SendingPrefix}{payment}");

    /// <summary>The payment that a row of <see cref="SendingPrefix"/> names.</summary>
    public static PaymentId PaymentOf(RowKey sending)
    {
        var isId = PaymentId.TryParse(sending.Row[SendingPrefix.Length..], out var payment);
        Invariant.Holds(isId, "a sending row ends in a payment id");
        return payment;
    }

    /// <summary>All rows of a new payment.</summary>
    public static IReadOnlyList<RowWrite> Inserts(Payment payment) =>
    [
        RowWrite.Insert(Key(payment.Wallet, payment.Id), ToFields(payment)),
        RowWrite.Insert(SendingKey(payment.Wallet, payment.Id), []),
        Listed(payment),
    ];

    /// <summary>All rows of a payment that is final from the start.</summary>
    public static IReadOnlyList<RowWrite> Ended(Payment final) =>
    [
        RowWrite.Insert(Key(final.Wallet, final.Id), ToFields(final)),
        Listed(final),
        EndListed(final),
    ];

    /// <summary>The write that changes a payment that stays not final.</summary>
    public static RowWrite Change(Payment payment, ETag version) =>
        RowWrite.Replace(Key(payment.Wallet, payment.Id), ToFields(payment), version);

    /// <summary>The writes that take a payment to a final state.</summary>
    public static IReadOnlyList<RowWrite> Finish(Payment final, ETag version) =>
    [
        Change(final, version),
        RowWrite.DeleteAny(SendingKey(final.Wallet, final.Id)),
        EndListed(final),
    ];

    /// <summary>The payment of its row.</summary>
    public static Payment ToPayment(Row row)
    {
        var fields = row.Fields;
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & PaymentId.TryParse(row.Key.Row["payment|".Length..], out var id)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & PaymentHash.TryParse(fields.Text("payment_hash"), out var hash)
            & Enum.TryParse<PaymentState>(fields.Text("state"), out var state);
        Invariant.Holds(complete, "a stored payment carries its ids and state");
        return new Payment
        {
            Id = id,
            Wallet = wallet,
            Environment = environment,
            Hash = hash,
            Target = ToTarget(fields),
            Amount = new Msat(fields.Integer("amount_msat")),
            IsAmountNamed = fields.Flag("is_amount_named"),
            FeeMax = new Msat(fields.Integer("fee_max_msat")),
            Processing = ProcessingFeeColumns.Of(fields),
            Kind = fields.TextOrNull("kind") is { } kind ? Enum.Parse<PaymentKind>(kind) : PaymentKind.Bolt11,
            Address = fields.TextOrNull("address"),
            Description = fields.TextOrNull("description") ?? "",
            Metadata = Metadata.Stored(fields.TextOrNull("metadata")),
            CreatedAt = fields.Instant("created_at"),
            ExpiresAt = fields.Instant("expires_at"),
            NodeLine = LineOfCreditId.TryParse(fields.TextOrNull("node_line"), out var line) ? line : null,
            State = state,
            Requests = ToRequests(fields),
            Payee = ToPayee(fields),
            FeePaid = new Msat(fields.IntegerOrNull("fee_paid_msat") ?? 0),
            Preimage = fields.TextOrNull("preimage") is { } preimage
                ? new PaymentPreimage(Convert.FromHexString(preimage))
                : null,
            Failure = fields.TextOrNull("failure") is { } failure ? Enum.Parse<PaymentFailure>(failure) : null,
            EndedAt = fields.InstantOrNull("ended_at"),
        };
    }

    private static RowWrite Listed(Payment payment) => ListingRows.Listed(new ListedPayment(
        payment.Wallet,
        payment.Id.Value,
        payment.CreatedAt,
        PaymentDirection.Send,
        payment.Kind,
        payment.Metadata.Digests));

    private static RowWrite EndListed(Payment final) =>
        ListingRows.Ended(final.Wallet, final.CreatedAt, final.Id.Value, final.Status, final.EndedAt!.Value);

    private static InvoiceLocation? ToPayee(RowFields fields)
    {
        if (fields.TextOrNull("payee_invoice") is not { } text)
        {
            return null;
        }

        var complete = InvoiceId.TryParse(text, out var invoice)
            & WalletId.TryParse(fields.Text("payee_wallet"), out var wallet)
            & EnvironmentId.TryParse(fields.Text("payee_environment"), out var environment);
        Invariant.Holds(complete, "a payment within the ledger carries the ids of its payee");
        return new InvoiceLocation(environment, wallet, invoice);
    }

    // A row from before there were keysends has no destination: it pays an invoice.
    private static PaymentTarget ToTarget(RowFields fields)
    {
        if (fields.TextOrNull("destination") is not { } key)
        {
            return new PaymentTarget.Invoice(fields.Text("payment_request"));
        }

        var isKey = NodePublicKey.TryParse(key, out var destination);
        Invariant.Holds(isKey, "a stored keysend carries its destination");
        return new PaymentTarget.Keysend(destination!, CustomRecords.Stored(fields.TextOrNull("custom_records")));
    }

    private static NodeRequests ToRequests(RowFields fields) => new(
        (int)fields.Integer("requests_open"),
        ulong.Parse(fields.Text("node_index"), CultureInfo.InvariantCulture),
        fields.Flag("is_known"),
        fields.TextOrNull("request_token"),
        fields.InstantOrNull("requested_at"))
    {
        Node = NodePublicKey.TryParse(fields.TextOrNull("node"), out var node) ? node : null,
    };

    private static RowFields ToFields(Payment payment) => new()
    {
        { "environment", payment.Environment.ToString() },
        { "payment_hash", payment.Hash.ToString() },
        { "payment_request", (payment.Target as PaymentTarget.Invoice)?.PaymentRequest },
        { "destination", (payment.Target as PaymentTarget.Keysend)?.Destination.Hex },
        { "custom_records", RecordsOf(payment.Target) },
        { "amount_msat", payment.Amount.Value },
        { "is_amount_named", payment.IsAmountNamed },
        { "fee_max_msat", payment.FeeMax.Value },
        { ProcessingFeeColumns.Rate, ProcessingFeeColumns.RateOf(payment.Processing) },
        { ProcessingFeeColumns.Amount, ProcessingFeeColumns.AmountOf(payment.Processing) },
        { "kind", payment.Kind == PaymentKind.Bolt11 ? null : payment.Kind.ToString() },
        { "address", payment.Address },
        { "description", payment.Description.Length == 0 ? null : payment.Description },
        { "metadata", payment.Metadata.Text },
        { "created_at", payment.CreatedAt },
        { "expires_at", payment.ExpiresAt },
        { "node_line", payment.NodeLine?.ToString() },
        { "state", payment.State.ToString() },
        { "node", payment.Requests.Node?.Hex },
        { "requests_open", payment.Requests.Open },
        { "node_index", payment.Requests.LastIndex.ToString(CultureInfo.InvariantCulture) },
        { "is_known", payment.Requests.IsKnown },
        { "request_token", payment.Requests.Token },
        { "requested_at", payment.Requests.LastAt },
        { "payee_environment", payment.Payee?.Environment.ToString() },
        { "payee_wallet", payment.Payee?.Wallet.ToString() },
        { "payee_invoice", payment.Payee?.Invoice.ToString() },
        { "fee_paid_msat", payment.State == PaymentState.Succeeded ? payment.FeePaid.Value : null },
        { "preimage", payment.Preimage is { } preimage ? Convert.ToHexStringLower(preimage.Reveal()) : null },
        { "failure", payment.Failure?.ToString() },
        { "ended_at", payment.EndedAt },
    };

    private static string? RecordsOf(PaymentTarget target) =>
        target is PaymentTarget.Keysend keysend && keysend.Records != CustomRecords.None
            ? keysend.Records.ToString()
            : null;
}
