using System.Globalization;
using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.ChainRequests;

/// <summary>
/// How requests to receive on chain are stored in their wallet's partition: <c>chain-request|{id}</c> holds the
/// request; <c>chain-open|{expiry ticks:D19}|{id}</c> exists exactly while it is open. <see cref="ListingRows"/> list
/// it.
/// </summary>
public static class ChainRequestRows
{
    /// <summary>The prefix of the requests.</summary>
    public const string Prefix = "chain-request|";

    /// <summary>The prefix of the rows of open requests, oldest expiry first.</summary>
    public const string OpenPrefix = WalletProfileRows.OpenChainRequestPrefix;

    /// <summary>The request's key.</summary>
    public static RowKey Key(WalletId wallet, InvoiceId request) => WalletRows.Key(wallet, $"{Prefix}{request}");

    /// <summary>The key under which an open request waits for its expiry.</summary>
    public static RowKey OpenKey(ChainRequest request) => WalletRows.Key(
        request.Wallet,
        string.Create(CultureInfo.InvariantCulture, $"{OpenPrefix}{request.ExpiresAt.UtcTicks:D19}|{request.Id}"));

    /// <summary>The end, exclusive, of the range of open requests that expired by an instant.</summary>
    public static string OpenUntil(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{OpenPrefix}{now.UtcTicks:D19}}}");

    /// <summary>The request that an open row names, and when it expires.</summary>
    public static (InvoiceId Request, DateTimeOffset ExpiresAt) OfOpen(RowKey open)
    {
        var parts = open.Row.Split('|');
        var ticks = 0L;
        var isOpen = parts.Length == 3
            & InvoiceId.TryParse(parts[^1], out var request)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ticks);
        Invariant.Holds(isOpen, "an open row names an instant and a request");
        return (request, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    /// <summary>The rows of a new request, its listing included.</summary>
    public static IReadOnlyList<RowWrite> Inserts(ChainRequest request) =>
    [
        RowWrite.Insert(Key(request.Wallet, request.Id), ToFields(request)),
        RowWrite.Insert(OpenKey(request), []),
        ListingRows.Listed(request.Listed),
    ];

    /// <summary>The writes that bring a request to its next form; the end is listed by the one that ends it.</summary>
    public static IReadOnlyList<RowWrite> Changes(ChainRequest before, ChainRequest after, ETag version)
    {
        var change = RowWrite.Replace(Key(after.Wallet, after.Id), ToFields(after), version);
        return before.IsFinal || !after.IsFinal
            ? [change]
            :
            [
                change,
                RowWrite.DeleteAny(OpenKey(after)),
                ListingRows.Ended(after.Wallet, after.CreatedAt, after.Id.Value, after.Status, after.EndedAt!.Value),
            ];
    }

    /// <summary>The request of its row.</summary>
    public static ChainRequest ToRequest(Row row)
    {
        var fields = row.Fields;
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & InvoiceId.TryParse(row.Key.Row[Prefix.Length..], out var id)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & Enum.TryParse<PaymentKind>(fields.Text("kind"), out var kind)
            & Enum.TryParse<BitcoinNetwork>(fields.Text("network"), out var network)
            & BitcoinAddress.TryParse(fields.Text("address"), network, out var address, out _)
            & Enum.TryParse<ChainRequestState>(fields.Text("state"), out var state);
        Invariant.Holds(complete, "a stored request carries its ids, kind, address and state");
        return new ChainRequest
        {
            Id = id,
            Wallet = wallet,
            Environment = environment,
            Kind = kind,
            Network = network,
            Address = address!,
            PaymentRequest = fields.TextOrNull("payment_request"),
            Amount = fields.IntegerOrNull("amount_msat") is { } asked ? new Msat(asked) : null,
            Description = fields.TextOrNull("description") ?? "",
            Metadata = Metadata.Stored(fields.TextOrNull("metadata")),
            Expiry = TimeSpan.FromSeconds(fields.Integer("expiry_seconds")),
            CreatedAt = fields.Instant("created_at"),
            ExpiresAt = fields.Instant("expires_at"),
            UpdatedAt = fields.Instant("updated_at"),
            State = state,
            EndedAt = fields.InstantOrNull("ended_at"),
            PaidOnChain = new Msat(fields.Integer("paid_onchain_msat")),
            PaidByLightning = new Msat(fields.Integer("paid_lightning_msat")),
            PaidBy = PayerRows.ToPayer(fields),
            Pending = (int)fields.Integer("pending"),
        };
    }

    private static RowFields ToFields(ChainRequest request) => new()
    {
        { "environment", request.Environment.ToString() },
        { "kind", request.Kind.ToString() },
        { "network", request.Network.ToString() },
        { "address", request.Address.ToString() },
        { "payment_request", request.PaymentRequest },
        { "amount_msat", request.Amount?.Value },
        { "description", request.Description.Length == 0 ? null : request.Description },
        { "metadata", request.Metadata.Text },
        { "expiry_seconds", (long)request.Expiry.TotalSeconds },
        { "created_at", request.CreatedAt },
        { "expires_at", request.ExpiresAt },
        { "updated_at", request.UpdatedAt },
        { "state", request.State.ToString() },
        { "ended_at", request.EndedAt },
        { "paid_onchain_msat", request.PaidOnChain.Value },
        { "paid_lightning_msat", request.PaidByLightning.Value },
        { "paid_by_environment", request.PaidBy?.Environment.ToString() },
        { "paid_by_wallet", request.PaidBy?.Wallet.ToString() },
        { "paid_by_payment", request.PaidBy?.Payment.ToString() },
        { "pending", request.Pending },
    };
}
