using Fulgurite.Identity;

namespace Fulgurite.Wallets;

/// <summary>
/// What a wallet is called, and what is under way between it and its line of credit: kept apart from the head, which
/// every movement rewrites.
/// </summary>
public sealed record WalletProfile
{
    /// <summary>The wallet.</summary>
    public required WalletId Wallet { get; init; }

    /// <summary>Where it belongs.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>What it hangs under.</summary>
    public required LineOfCreditId LineOfCredit { get; init; }

    /// <summary>For people; 3 to 256 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The customer's own notes, in order of their keys.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>Fingerprint of the request that made it; empty for one that was made with its merchant.</summary>
    public required string Input { get; init; }

    /// <summary>Counts the changes of its limit, from 1 for its opening; 0 where there was none.</summary>
    public long Revision { get; init; }

    /// <summary>What is under way with its line of credit; null for nothing.</summary>
    public PendingGrant? Pending { get; init; }

    /// <summary>
    /// Why the line refused the last change; null where it did not. Where it refused the opening, there is no head, and
    /// the id is free for another request.
    /// </summary>
    public WalletChangeRefusal? Refusal { get; init; }

    /// <summary>
    /// When it was asked for; the Unix epoch where nobody wrote that down, and nothing that happened tells.
    /// </summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When name, metadata, limit or state last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The profile of a wallet that is, or was, made with its merchant, whose first one it is.</summary>
    public static WalletProfile OfFirst(WalletHead head, DateTimeOffset madeAt) => new()
    {
        Wallet = head.Wallet,
        Environment = head.Environment,
        LineOfCredit = head.LineOfCredit,
        Name = "First wallet",
        Metadata = Metadata.None,
        Input = "",
        CreatedAt = madeAt,
        UpdatedAt = madeAt,
    };
}
