using Fulgurite.Access;
using Fulgurite.Callbacks;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests;

/// <summary>The cast of these tests: one wallet, its invoice, its endpoint.</summary>
internal static class Samples
{
    /// <summary>To the microsecond, as the book keeper commits.</summary>
    public static readonly DateTimeOffset At =
        new DateTimeOffset(2026, 3, 24, 17, 25, 1, TimeSpan.Zero).AddMicroseconds(123_456);

    public static readonly WalletId Wallet = new(new Guid("11111111-1111-4111-8111-111111111111"));

    public static readonly EnvironmentId Environment = new(new Guid("22222222-2222-4222-8222-222222222222"));

    public static readonly LineOfCreditId Line = new(new Guid("33333333-3333-4333-8333-333333333333"));

    public static readonly InvoiceId InvoiceId = new(new Guid("44444444-4444-4444-8444-444444444444"));

    public static readonly PaymentId PaymentId = new(new Guid("77777777-7777-4777-8777-777777777777"));

    public static readonly EndpointId EndpointId = new(new Guid("55555555-5555-4555-8555-555555555555"));

    public static readonly OrganizationId Organization = new(new Guid("66666666-6666-4666-8666-666666666666"));

    public static readonly PaymentHash Hash = new(Enumerable.Repeat((byte)0xab, 32).ToArray());

    public static readonly byte[] MasterKey = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    public static readonly NodePublicKey Node =
        NodePublicKey.FromBytes([0x02, .. Enumerable.Repeat((byte)0xcd, 32)]);

    public static WalletHead Head => WalletHead.New(Wallet, Environment, Line, Msat.Zero);

    public static Invoice Invoice => new()
    {
        Id = InvoiceId,
        Wallet = Wallet,
        Environment = Environment,
        Serial = 42,
        Hash = Hash,
        PaymentRequest = "lnbcrt2500u1pexample",
        Amount = Msat.FromSats(250_000),
        Fee = new BasisPoints(80),
        Description = "",
        MerchantReference = "order 7/é",
        CustomerReference = "customer-9",
        CreatedAt = new DateTimeOffset(2026, 3, 24, 17, 20, 0, TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(2026, 3, 24, 18, 20, 0, TimeSpan.Zero),
        RecordedAt = new DateTimeOffset(2026, 3, 24, 17, 20, 0, TimeSpan.Zero),
        State = InvoiceState.Open,
    };

    public static Settlement Settlement => new(
        Node, 7, Hash, Msat.FromSats(250_000), new DateTimeOffset(2026, 3, 24, 17, 25, 0, TimeSpan.Zero));

    public static CallbackEndpoint Endpoint => new(
        EndpointId, Environment, "plain", new Uri("https://shop.example/callback?to=orders"), "public-key");

    public static Delivery Delivery => new()
    {
        Id = "fe630000000000000000000000000abc",
        Wallet = Wallet,
        Environment = Environment,
        Endpoint = EndpointId,
        Reference = "42",
        Body = "{\"paid\":true}"u8.ToArray(),
        CreatedAt = At,
        State = DeliveryState.Pending,
        DueAt = At,
    };

    public static Payment Payment => new()
    {
        Id = PaymentId,
        Wallet = Wallet,
        Environment = Environment,
        Hash = Hash,
        Target = new PaymentTarget.Invoice("lnbcrt10u1pexample"),
        Amount = Msat.FromSats(1_000),
        IsAmountNamed = true,
        FeeMax = new Msat(10_500),
        CreatedAt = At,
        ExpiresAt = new DateTimeOffset(2026, 3, 24, 18, 20, 0, TimeSpan.Zero),
        State = PaymentState.Initiated,
    };

    /// <summary>To a node that asked for nothing.</summary>
    public static Payment Keysend => Payment with
    {
        Kind = PaymentKind.Keysend,
        Target = new PaymentTarget.Keysend(Node, CustomRecords.None),
        IsAmountNamed = false,
        ExpiresAt = At.AddMinutes(10),
    };

    /// <summary>A scheme whose body is the serial number.</summary>
    public static CallbackScheme Scheme(string name) => new()
    {
        Name = name,
        Render = news => news is InvoiceNews { Kind: PaymentEvent.ReceiveCompleted } completed
            ? [(byte)completed.Invoice.Serial]
            : null,
        Sign = _ => [],
        RetryDelays = [],
        IsAcknowledged = status => status == 200,
    };

    /// <summary>The line that follows a head's last.</summary>
    public static JournalEntry EntryAfter(WalletHead head, params Transfer[] transfers) => new(
        head.Wallet, head.Sequence + 1, At, "receive-invoice", InvoiceId.ToString(), "btc", transfers, head.ChainHash);

    /// <summary>Stores a wallet's first head.</summary>
    public static Task<CommitOutcome> Store(ITableStore tables, WalletHead head) => tables.Commit(
        WalletRows.Table,
        new RowBatch([RowWrite.Insert(WalletRows.HeadKey(head.Wallet), WalletRows.ToFields(head))]),
        CancellationToken.None);
}
