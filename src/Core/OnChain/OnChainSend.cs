using Fulgurite.Bitcoin;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>The states of a send on chain.</summary>
public enum OnChainSendState
{
    /// <summary>Its cost is held, and no transaction is kept for it: none was published.</summary>
    Initiated,

    /// <summary>Its transaction is kept, and from here on the only one there will be: it may be published.</summary>
    Signed,

    /// <summary>The network has taken its transaction: final, and paid for.</summary>
    Sent,

    /// <summary>
    /// No transaction was kept, or what was kept can never be in a block: final, and nothing was paid.
    /// </summary>
    Failed,
}

/// <summary>A payment of an address by one of our wallets, and what became of it.</summary>
public sealed record OnChainSend
{
    /// <summary>Names it; chosen by who asked for it.</summary>
    public required PaymentId Id { get; init; }

    /// <summary>Who pays.</summary>
    public required WalletId Wallet { get; init; }

    /// <summary>Whose keys and endpoints apply.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>The chain.</summary>
    public required BitcoinNetwork Network { get; init; }

    /// <summary>Who is paid.</summary>
    public required BitcoinAddress Destination { get; init; }

    /// <summary>What arrives there: whole satoshis.</summary>
    public required Msat Amount { get; init; }

    /// <summary>The most that the transaction may cost; held together with the amount.</summary>
    public required Msat FeeMax { get; init; }

    /// <summary>The operator's fee on the amount: held with it, and the operator's once it is sent.</summary>
    public ProcessingFee Processing { get; init; }

    /// <summary>Within how many blocks it should be confirmed.</summary>
    public required int TargetBlocks { get; init; }

    /// <summary>As what it was asked for.</summary>
    public PaymentKind Kind { get; init; } = PaymentKind.OnChain;

    /// <summary>What it is for, in the payer's words; empty for nothing said.</summary>
    public string Description { get; init; } = "";

    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>When its cost was held.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required OnChainSendState State { get; init; }

    /// <summary>Its transaction; null before there is one.</summary>
    public SignedTransaction? Transaction { get; init; }

    /// <summary>What that costs on top of the amount, exactly; zero before there is one.</summary>
    public Msat Fee { get; init; }

    /// <summary>When it was kept.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Why not; null unless it failed.</summary>
    public ChainSendFailure? Failure { get; init; }

    /// <summary>What it would have cost, where that was above the maximum; else null.</summary>
    public Msat? FeeEstimated { get; init; }

    /// <summary>When it became final.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands, as listings tell it.</summary>
    public ListedStatus Status => State switch
    {
        OnChainSendState.Initiated or OnChainSendState.Signed => ListedStatus.Sending,
        OnChainSendState.Sent => ListedStatus.Completed,
        OnChainSendState.Failed => ListedStatus.Failed,
    };

    /// <summary>False for one that failed because its cost could not be held.</summary>
    public bool WasHeld => Failure != ChainSendFailure.NotCovered;

    /// <summary>What is held for it until it is final.</summary>
    public Msat Held => Amount + FeeMax + Processing.Amount;

    /// <summary>What the node's records call it.</summary>
    public string Label => $"fulgurite:{Id}";

    /// <summary>True once nothing about it can change.</summary>
    public bool IsFinal => State switch
    {
        OnChainSendState.Initiated or OnChainSendState.Signed => false,
        OnChainSendState.Sent or OnChainSendState.Failed => true,
    };
}
