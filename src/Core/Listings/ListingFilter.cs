using Fulgurite.Identity;
using Fulgurite.Wallets;

namespace Fulgurite.Listings;

/// <summary>Which payments, and in what order.</summary>
/// <param name="Wallets">Of these wallets.</param>
public sealed record ListingFilter(IReadOnlyList<WalletId> Wallets)
{
    /// <summary>With one of these statuses; none, any.</summary>
    public IReadOnlyList<ListedStatus> Statuses { get; init; } = [];

    /// <summary>This way only.</summary>
    public PaymentDirection? Direction { get; init; }

    /// <summary>By this means only.</summary>
    public PaymentKind? Kind { get; init; }

    /// <summary>With all of these notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;

    /// <summary>Created then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created then or before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether the newest come first.</summary>
    public bool IsNewestFirst { get; init; } = true;

    /// <summary>Whether the time of the last change orders them, not that of their creation.</summary>
    public bool IsByChange { get; init; }

    /// <summary>Whether the payments found are to tell where they stand.</summary>
    public bool TellsStatus { get; init; }

    /// <summary>Whether each payment must be known as it stands.</summary>
    public bool NeedsStatus => TellsStatus || Statuses.Count > 0 || IsByChange;

    /// <summary>Whether it takes every payment of its wallets, in the order of their creation.</summary>
    public bool IsPlain => !NeedsStatus
        && Direction is null && Kind is null && Metadata.Pairs.Count == 0 && From is null && Until is null;

    /// <summary>Whether it takes a payment.</summary>
    public bool Takes(ListedPayment payment) =>
        (Statuses.Count == 0 || Statuses.Contains(payment.Status))
        && (Direction is null || Direction == payment.Direction)
        && (Kind is null || Kind == payment.Kind)
        && (From is null || payment.CreatedAt >= From)
        && (Until is null || payment.CreatedAt <= Until)
        && Metadata.Pairs.All(pair => HasDigest(payment.MetadataDigests, Metadata.DigestOf(pair.Key, pair.Value)));

    private static bool HasDigest(string? digests, string wanted)
    {
        for (var at = 0; at < (digests?.Length ?? 0); at += wanted.Length)
        {
            if (digests.AsSpan(at, wanted.Length).SequenceEqual(wanted))
            {
                return true;
            }
        }

        return false;
    }
}
