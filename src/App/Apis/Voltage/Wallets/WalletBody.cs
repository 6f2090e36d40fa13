using Fulgurite.Holds;
using Fulgurite.Identity;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Wallets;

/// <summary>A wallet of the contract.</summary>
internal sealed record WalletBody
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>False once it is deleted.</summary>
    public required bool Active { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its name, metadata, limit or state last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was deleted.</summary>
    public required DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Always null: a deletion that fails is refused at once.</summary>
    public DateTimeOffset? DeletionFailedAt { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>Where it belongs.</summary>
    public required string EnvironmentId { get; init; }

    /// <summary>
    /// How far below zero it may go, in millisatoshis; null where the customer's own node backs it.
    /// </summary>
    public required long? Limit { get; init; }

    /// <summary>What it hangs under.</summary>
    public required string LineOfCreditId { get; init; }

    /// <summary>The chain.</summary>
    public required string Network { get; init; }

    /// <summary>The customer's own notes; null for none.</summary>
    public required IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>One for each currency: one.</summary>
    public required IReadOnlyList<BalanceBody> Balances { get; init; }

    /// <summary>What is set aside, send by send.</summary>
    public required IReadOnlyList<HoldBody> Holds { get; init; }

    /// <summary>What bills that are to be paid, or are being settled, will change.</summary>
    public IReadOnlyList<PendingSettlementBody> PendingSettlements { get; init; } = [];

    /// <summary>Always null: what cannot be done is refused at once.</summary>
    public string? Error { get; init; }

    /// <summary>Of a wallet.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="organization">Whose it is.</param>
    /// <param name="network">Its chain's name.</param>
    /// <param name="changedAt">When its balance last changed.</param>
    /// <param name="held">Its sends that are not final.</param>
    public static WalletBody FromCore(
        Wallet wallet,
        OrganizationId organization,
        string network,
        DateTimeOffset changedAt,
        IReadOnlyList<Hold> held)
    {
        var (head, profile) = wallet;
        var metadata = profile.Metadata.Pairs;
        return new WalletBody
        {
            Id = head.Wallet.ToString(),
            Active = head.State == WalletState.Active,
            CreatedAt = profile.CreatedAt,
            UpdatedAt = profile.UpdatedAt,
            DeletedAt = profile.DeletedAt,
            Name = profile.Name,
            OrganizationId = organization.ToString(),
            EnvironmentId = head.Environment.ToString(),
            Limit = head.IsNodeBacked ? null : head.CreditLimit.Value,
            LineOfCreditId = head.LineOfCredit.ToString(),
            Network = network,
            Metadata = metadata.Count == 0 ? null : new Dictionary<string, string>(metadata),
            Balances = [BalanceBody.FromCore(head, changedAt, network)],
            Holds = [.. held.Select(HoldBody.FromCore)],
        };
    }
}
