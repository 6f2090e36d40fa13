using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.ChainRequests;

/// <summary>What has become of an output that pays an address of ours.</summary>
public enum ChainReceiptState
{
    /// <summary>Seen, and not credited: it has too few confirmations, and may never have more.</summary>
    Pending,

    /// <summary>Credited to the wallet: final.</summary>
    Credited,

    /// <summary>It came when nobody expected it any more, and waits in suspense for a person: final.</summary>
    Suspended,
}

/// <summary>
/// An output of a transaction that pays an address of ours. A request to receive may have any number of them, each
/// credited for itself.
/// </summary>
public sealed record ChainReceipt
{
    /// <summary>Which output of which transaction; one receipt for each.</summary>
    public required OutPoint Output { get; init; }

    /// <summary>Who is credited.</summary>
    public required WalletId Wallet { get; init; }

    /// <summary>Whose endpoints apply.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>The request to receive that the address was made for.</summary>
    public required InvoiceId Receive { get; init; }

    /// <summary>The address, as text.</summary>
    public required string Address { get; init; }

    /// <summary>What the output holds: whole satoshis.</summary>
    public required Msat Amount { get; init; }

    /// <summary>How many confirmations it needs; decided when it was first seen.</summary>
    public required int ConfirmationsRequired { get; init; }

    /// <summary>When the node first saw it, or the time of its block.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When we first did.</summary>
    public required DateTimeOffset DetectedAt { get; init; }

    /// <summary>
    /// Whether its request expected it, which is decided when it is noted: then it is credited, and else it is
    /// suspended. Null where no request is stored for its address: then the address's own end decides.
    /// </summary>
    public bool? IsExpected { get; init; }

    /// <summary>Where it stands.</summary>
    public required ChainReceiptState State { get; init; }

    /// <summary>What the operator kept; zero unless it was credited.</summary>
    public Msat FeePaid { get; init; }

    /// <summary>The height of its block when it became final; null before.</summary>
    public int? BlockHeight { get; init; }

    /// <summary>
    /// The number of the journal line that it became final with; null before, and where it was not kept.
    /// </summary>
    public long? JournalSequence { get; init; }

    /// <summary>When it became final.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
