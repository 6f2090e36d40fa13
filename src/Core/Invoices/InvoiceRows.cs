using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>
/// How invoices are stored in their wallet's partition: <c>invoice|{id}</c> holds the invoice; <c>serial|{n:D10}</c>
/// and <c>reference|{hash}|{n:D10}</c> find it by number and by the merchant's reference (newest first);
/// <c>open|{expiry ticks:D19}|{id}</c> exists exactly while it is open. <see cref="ListingRows"/> list it,
/// unless it is part of a request on chain, which is listed itself.
/// </summary>
public static class InvoiceRows
{
    /// <summary>The prefix of the rows of open invoices, oldest expiry first.</summary>
    public const string OpenPrefix = WalletProfileRows.OpenInvoicePrefix;

    /// <summary>The invoice's key.</summary>
    public static RowKey Key(WalletId wallet, InvoiceId invoice) => WalletRows.Key(wallet, $"invoice|{invoice}");

    /// <summary>The key under which an open invoice waits for its expiry.</summary>
    public static RowKey OpenKey(Invoice invoice) => WalletRows.Key(
        invoice.Wallet,
        string.Create(CultureInfo.InvariantCulture, $"{OpenPrefix}{invoice.ExpiresAt.UtcTicks:D19}|{invoice.Id}"));

    /// <summary>The end, exclusive, of the range of open invoices that expired by <paramref name="now"/>.</summary>
    public static string OpenUntil(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{OpenPrefix}{now.UtcTicks:D19}}}");

    /// <summary>The key under which a serial number finds its invoice.</summary>
    public static RowKey SerialKey(WalletId wallet, int serial) =>
        WalletRows.Key(wallet, string.Create(CultureInfo.InvariantCulture, $"serial|{serial:D10}"));

    /// <summary>
    /// The prefix under which a merchant's reference finds its invoices. References are free text, so their hash is the
    /// key.
    /// </summary>
    public static string ReferencePrefix(string reference)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(reference));
        return $"reference|{Convert.ToHexStringLower(digest.AsSpan(0, 16))}|";
    }

    /// <summary>The key under which a merchant's reference finds one of its invoices: newest first.</summary>
    public static RowKey ReferenceKey(WalletId wallet, string reference, int serial) => WalletRows.Key(
        wallet,
        string.Create(CultureInfo.InvariantCulture, $"{ReferencePrefix(reference)}{int.MaxValue - serial:D10}"));

    /// <summary>All rows of a new invoice.</summary>
    public static IReadOnlyList<RowWrite> Inserts(Invoice invoice)
    {
        RowFields pointer = new RowFields { { "invoice", invoice.Id.ToString() } };
        List<RowWrite> writes =
        [
            RowWrite.Insert(Key(invoice.Wallet, invoice.Id), ToFields(invoice)),
            RowWrite.Insert(SerialKey(invoice.Wallet, invoice.Serial), pointer),
            RowWrite.Insert(OpenKey(invoice), []),
        ];
        if (!invoice.IsPartOfRequest)
        {
            writes.Add(ListingRows.Listed(new ListedPayment(
                invoice.Wallet,
                invoice.Id.Value,
                invoice.RecordedAt,
                PaymentDirection.Receive,
                PaymentKind.Bolt11,
                invoice.Metadata.Digests)));
        }

        if (invoice.MerchantReference is { } reference)
        {
            writes.Add(RowWrite.Insert(ReferenceKey(invoice.Wallet, reference, invoice.Serial), pointer));
        }

        return writes;
    }

    /// <summary>The writes that take an open invoice to a final state.</summary>
    public static IReadOnlyList<RowWrite> Finish(Invoice final, ETag version) =>
    [
        RowWrite.Replace(Key(final.Wallet, final.Id), ToFields(final), version),
        RowWrite.DeleteAny(OpenKey(final)),
        .. final.IsPartOfRequest
            ? Array.Empty<RowWrite>()
            : [ListingRows.Ended(final.Wallet, final.RecordedAt, final.Id.Value, final.Status, final.EndedAt!.Value)],
    ];

    /// <summary>The invoice of its row.</summary>
    public static Invoice ToInvoice(Row row)
    {
        var fields = row.Fields;
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & InvoiceId.TryParse(row.Key.Row["invoice|".Length..], out var id)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & PaymentHash.TryParse(fields.Text("payment_hash"), out var hash)
            & Enum.TryParse<InvoiceState>(fields.Text("state"), out var state);
        Invariant.Holds(complete, "a stored invoice carries its ids and state");
        return new Invoice
        {
            Id = id,
            Wallet = wallet,
            Environment = environment,
            Serial = (int)fields.Integer("serial"),
            Hash = hash,
            PaymentRequest = fields.Text("payment_request"),
            Amount = fields.IntegerOrNull("amount_msat") is { } asked ? new Msat(asked) : null,
            Fee = new BasisPoints((int)fields.Integer("fee_basis_points")),
            Description = fields.TextOrNull("description") ?? "",
            Metadata = Metadata.Stored(fields.TextOrNull("metadata")),
            MerchantReference = fields.TextOrNull("merchant_reference"),
            CustomerReference = fields.TextOrNull("customer_reference"),
            CreatedAt = fields.Instant("created_at"),
            ExpiresAt = fields.Instant("expires_at"),
            RecordedAt = fields.InstantOrNull("recorded_at") ?? fields.Instant("created_at"),
            Processing = ProcessingFeeColumns.Of(fields),
            NodeLine = LineOfCreditId.TryParse(fields.TextOrNull("node_line"), out var line) ? line : null,
            IsPartOfRequest = fields.Flag("is_part_of_request"),
            State = state,
            AmountPaid = new Msat(fields.IntegerOrNull("amount_paid_msat") ?? 0),
            FeePaid = new Msat(fields.IntegerOrNull("fee_paid_msat") ?? 0),
            SettledAt = fields.InstantOrNull("settled_at"),
            PaidBy = PayerRows.ToPayer(fields),
            EndedAt = fields.InstantOrNull("ended_at") ?? fields.InstantOrNull("settled_at"),
        };
    }

    private static RowFields ToFields(Invoice invoice)
    {
        var fields = Columns(invoice);
        if (invoice.IsPartOfRequest)
        {
            fields.Add("is_part_of_request", true);
        }

        return fields;
    }

    private static RowFields Columns(Invoice invoice) => new()
    {
        { "environment", invoice.Environment.ToString() },
        { "serial", invoice.Serial },
        { "payment_hash", invoice.Hash.ToString() },
        { "payment_request", invoice.PaymentRequest },
        { "amount_msat", invoice.Amount?.Value },
        { "fee_basis_points", invoice.Fee.Value },
        { "description", invoice.Description.Length == 0 ? null : invoice.Description },
        { "metadata", invoice.Metadata.Text },
        { "merchant_reference", invoice.MerchantReference },
        { "customer_reference", invoice.CustomerReference },
        { "created_at", invoice.CreatedAt },
        { "expires_at", invoice.ExpiresAt },
        { "recorded_at", invoice.RecordedAt == invoice.CreatedAt ? null : invoice.RecordedAt },
        { ProcessingFeeColumns.Rate, ProcessingFeeColumns.RateOf(invoice.Processing) },
        { ProcessingFeeColumns.Amount, ProcessingFeeColumns.AmountOf(invoice.Processing) },
        { "node_line", invoice.NodeLine?.ToString() },
        { "state", invoice.State.ToString() },
        { "amount_paid_msat", invoice.SettledAt is null ? null : invoice.AmountPaid.Value },
        { "fee_paid_msat", invoice.SettledAt is null ? null : invoice.FeePaid.Value },
        { "settled_at", invoice.SettledAt },
        { "ended_at", invoice.EndedAt == invoice.SettledAt ? null : invoice.EndedAt },
        { "paid_by_environment", invoice.PaidBy?.Environment.ToString() },
        { "paid_by_wallet", invoice.PaidBy?.Wallet.ToString() },
        { "paid_by_payment", invoice.PaidBy?.Payment.ToString() },
    };
}
