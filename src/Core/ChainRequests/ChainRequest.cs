using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.ChainRequests;

/// <summary>
/// A request to receive at an address of its own, and over Lightning too where its kind is
/// <see cref="PaymentKind.Bip21"/>: then its invoice has the same id. Its sums change only together with the journal
/// lines and receipts that they are of, and its state follows from them in the same commit.
/// </summary>
public sealed record ChainRequest
{
    /// <summary>
    /// How long after its expiry a request still waits for what was seen in time. A node forgets a transaction that no
    /// block has taken for two weeks: it will hardly come any more. If it does, it is credited all the same.
    /// </summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromDays(14);

    /// <summary>Names it, and its invoice where it has one.</summary>
    public required InvoiceId Id { get; init; }

    /// <summary>Where the money goes.</summary>
    public required WalletId Wallet { get; init; }

    /// <summary>Whose keys and endpoints apply.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>By address alone, or by either.</summary>
    public required PaymentKind Kind { get; init; }

    /// <summary>The chain.</summary>
    public required BitcoinNetwork Network { get; init; }

    /// <summary>Where to pay on it.</summary>
    public required BitcoinAddress Address { get; init; }

    /// <summary>The BOLT 11 text; null where there is none.</summary>
    public string? PaymentRequest { get; init; }

    /// <summary>What is asked: whole satoshis; null lets the payer choose.</summary>
    public required Msat? Amount { get; init; }

    /// <summary>What the payer reads; empty for nothing.</summary>
    public required string Description { get; init; }

    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>For how long it was asked: whole seconds.</summary>
    public required TimeSpan Expiry { get; init; }

    /// <summary>When it was stored, to the microsecond: its place in listings.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the node first sees from then on nobody expects any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required ChainRequestState State { get; init; }

    /// <summary>When it became final; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What its credited receipts hold together.</summary>
    public Msat PaidOnChain { get; init; }

    /// <summary>What arrived over Lightning; zero until then.</summary>
    public Msat PaidByLightning { get; init; }

    /// <summary>Who paid its invoice within the ledger; null where nobody did.</summary>
    public InternalPayer? PaidBy { get; init; }

    /// <summary>How many receipts were seen in time and wait for their confirmations.</summary>
    public int Pending { get; init; }

    /// <summary>Everything that was credited.</summary>
    public Msat Paid => PaidOnChain + PaidByLightning;

    /// <summary>True once what was asked is credited: any amount, where none was named.</summary>
    public bool IsPaid => Paid >= (Amount ?? new Msat(1));

    /// <summary>True for every state but one.</summary>
    public bool IsFinal => State != ChainRequestState.Open;

    /// <summary>Where it stands, as listings tell it.</summary>
    public ListedStatus Status => State switch
    {
        ChainRequestState.Open => ListedStatus.Receiving,
        ChainRequestState.Completed => ListedStatus.Completed,
        ChainRequestState.Expired or ChainRequestState.Canceled => ListedStatus.Expired,
    };

    /// <summary>How listings know it when it is new.</summary>
    public ListedPayment Listed =>
        new(Wallet, Id.Value, CreatedAt, PaymentDirection.Receive, Kind, Metadata.Digests);

    /// <summary>
    /// Whether what the node first saw at an instant comes in time. Being paid in full does not end that: whatever
    /// comes additionally is credited as well.
    /// </summary>
    public bool Expects(DateTimeOffset seenAt) =>
        seenAt < ExpiresAt && (State != ChainRequestState.Canceled || seenAt < EndedAt);

    /// <summary>Whether its time is over, and nothing is left to wait for.</summary>
    public bool IsOver(DateTimeOffset now) =>
        now >= ExpiresAt && (Pending == 0 || now >= ExpiresAt + PatienceMax);

    /// <summary>After a receipt was seen in time.</summary>
    public ChainRequest AfterDetection(DateTimeOffset now) => this with { Pending = Pending + 1, UpdatedAt = now };

    /// <summary>After such a receipt became final.</summary>
    /// <param name="credited">What it holds; zero where it was not credited.</param>
    /// <param name="now">The commit's time.</param>
    public ChainRequest AfterReceipt(Msat credited, DateTimeOffset now)
    {
        Invariant.Holds(Pending > 0, "a receipt that was seen in time is counted until it is final");
        return (this with { Pending = Pending - 1, PaidOnChain = PaidOnChain + credited, UpdatedAt = now })
            .CompletedIfPaid(now);
    }

    /// <summary>After its invoice was paid.</summary>
    /// <param name="amountPaid">What arrived.</param>
    /// <param name="payer">Who paid it within the ledger; null where it was paid over the network.</param>
    /// <param name="now">The commit's time.</param>
    public ChainRequest AfterLightning(Msat amountPaid, InternalPayer? payer, DateTimeOffset now) =>
        (this with { PaidByLightning = amountPaid, PaidBy = payer, UpdatedAt = now }).CompletedIfPaid(now);

    /// <summary>After it ended unpaid.</summary>
    public ChainRequest Ended(ChainRequestState state, DateTimeOffset now) =>
        this with { State = state, EndedAt = now, UpdatedAt = now };

    private ChainRequest CompletedIfPaid(DateTimeOffset now) =>
        State == ChainRequestState.Open && IsPaid ? Ended(ChainRequestState.Completed, now) : this;
}
