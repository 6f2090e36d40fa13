using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.Payments;

/// <summary>A payment over Lightning by one of our wallets, and what became of it.</summary>
public sealed record Payment
{
    /// <summary>Names it; chosen by who asked for it.</summary>
    public required PaymentId Id { get; init; }

    /// <summary>Who pays.</summary>
    public required WalletId Wallet { get; init; }

    /// <summary>Whose keys and endpoints apply.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>The Lightning payment's name.</summary>
    public required PaymentHash Hash { get; init; }

    /// <summary>What is paid.</summary>
    public required PaymentTarget Target { get; init; }

    /// <summary>What the payee is to get.</summary>
    public required Msat Amount { get; init; }

    /// <summary>True when an invoice names the amount; false when it was left to the payer.</summary>
    public required bool IsAmountNamed { get; init; }

    /// <summary>The most that routing may cost; held together with the amount.</summary>
    public required Msat FeeMax { get; init; }

    /// <summary>The operator's fee on the amount: held with it, and the operator's once it is paid.</summary>
    public ProcessingFee Processing { get; init; }

    /// <summary>As what it was asked for.</summary>
    public PaymentKind Kind { get; init; } = PaymentKind.Bolt11;

    /// <summary>The address that a BIP 21 request offers too, and that is not paid; null for none.</summary>
    public string? Address { get; init; }

    /// <summary>What the invoice or the payer says it is for; empty for nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>When its cost was held.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From here on every node refuses to begin with it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required PaymentState State { get; init; }

    /// <summary>What the node was asked, and what it was seen to do.</summary>
    public NodeRequests Requests { get; init; } = NodeRequests.None;

    /// <summary>The line whose own node pays it; null for the operator's node.</summary>
    public LineOfCreditId? NodeLine { get; init; }

    /// <summary>
    /// The invoice of ours that it pays within the ledger; null over the network, and before the way is chosen. Then no
    /// node is asked, and the payee's book alone says how it ends.
    /// </summary>
    public InvoiceLocation? Payee { get; init; }

    /// <summary>What routing cost; zero unless it succeeded.</summary>
    public Msat FeePaid { get; init; }

    /// <summary>The proof of payment; null unless it succeeded.</summary>
    public PaymentPreimage? Preimage { get; init; }

    /// <summary>Why not; null unless it failed.</summary>
    public PaymentFailure? Failure { get; init; }

    /// <summary>When it became final.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands, as listings tell it.</summary>
    public ListedStatus Status => State switch
    {
        PaymentState.Initiated or PaymentState.InFlight => ListedStatus.Sending,
        PaymentState.Succeeded => ListedStatus.Completed,
        PaymentState.Failed => ListedStatus.Failed,
    };

    /// <summary>False for one that failed because its cost could not be held.</summary>
    public bool WasHeld => Failure != PaymentFailure.NotCovered;

    /// <summary>What is held for it until it is final.</summary>
    public Msat Held => Amount + FeeMax + Processing.Amount;

    /// <summary>True once nothing about it can change.</summary>
    public bool IsFinal => State switch
    {
        PaymentState.Initiated or PaymentState.InFlight => false,
        PaymentState.Succeeded or PaymentState.Failed => true,
    };
}
