using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Invoices;

/// <summary>A payment request that we issued, and what became of it.</summary>
public sealed record Invoice
{
    /// <summary>Names it.</summary>
    public required InvoiceId Id { get; init; }

    /// <summary>Where the money goes.</summary>
    public required WalletId Wallet { get; init; }

    /// <summary>Whose keys and endpoints apply.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>
    /// A number that is unique in its environment, from 1: for surfaces whose ids are small integers.
    /// </summary>
    public required int Serial { get; init; }

    /// <summary>The Lightning payment's name.</summary>
    public required PaymentHash Hash { get; init; }

    /// <summary>The BOLT 11 text.</summary>
    public required string PaymentRequest { get; init; }

    /// <summary>What is asked; null lets the payer choose.</summary>
    public required Msat? Amount { get; init; }

    /// <summary>The operator's fee rate, frozen when the invoice was made.</summary>
    public required BasisPoints Fee { get; init; }

    /// <summary>The line's fee: part of <see cref="Amount"/>, on top of what the wallet gets.</summary>
    public ProcessingFee Processing { get; init; }

    /// <summary>What the wallet is to get of it, without the processing fee; null lets the payer choose.</summary>
    public Msat? Principal => Amount is { } amount ? amount - Processing.Amount : null;

    /// <summary>What the payer reads; empty for nothing.</summary>
    public required string Description { get; init; }

    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>The merchant's own name for it, echoed in callbacks; need not be unique.</summary>
    public required string? MerchantReference { get; init; }

    /// <summary>The merchant's own name for the customer, echoed in callbacks.</summary>
    public required string? CustomerReference { get; init; }

    /// <summary>The payment request's own timestamp, whole seconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The payment request's own timestamp plus its expiry.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was stored, to the microsecond: its place in listings.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The line whose own node issued it; null for the operator's node.</summary>
    public LineOfCreditId? NodeLine { get; init; }

    /// <summary>
    /// Whether it is only another way to pay a request to receive on chain of the same id: then that request is what is
    /// listed and told of.
    /// </summary>
    public bool IsPartOfRequest { get; init; }

    /// <summary>Where it stands.</summary>
    public required InvoiceState State { get; init; }

    /// <summary>What arrived; zero until settled.</summary>
    public Msat AmountPaid { get; init; }

    /// <summary>What the operator kept of it.</summary>
    public Msat FeePaid { get; init; }

    /// <summary>When the node settled it; when it was booked, where it was paid within the ledger.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Who paid it within the ledger; null where it is not paid, or was paid over the network.</summary>
    public InternalPayer? PaidBy { get; init; }

    /// <summary>When we stored that it became final.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands, as listings tell it.</summary>
    public ListedStatus Status => State switch
    {
        InvoiceState.Open => ListedStatus.Receiving,
        InvoiceState.Settled => ListedStatus.Completed,
        InvoiceState.Expired or InvoiceState.Canceled => ListedStatus.Expired,
    };

    /// <summary>
    /// What the operator keeps of what is paid: a processing fee as it was frozen, whatever is paid beyond the amount
    /// is the wallet's; else the rate of what is paid, rounded down to the satoshi.
    /// </summary>
    public Msat FeeOf(Msat paid) => Processing.Rate.Value == 0
        ? Fee.FeeRoundedDownToSat(paid)
        : Processing.Amount < paid ? Processing.Amount : paid;
}
