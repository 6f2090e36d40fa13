using Fulgurite.Identity;

namespace Fulgurite.Listings;

/// <summary>A payment of either direction as a listing knows it.</summary>
/// <param name="Wallet">Whose.</param>
/// <param name="Id">Its id: an invoice's or a payment's.</param>
/// <param name="CreatedAt">When it was stored.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Kind">By what means.</param>
/// <param name="MetadataDigests">See <see cref="Wallets.Metadata.Digests"/>.</param>
public sealed record ListedPayment(
    WalletId Wallet,
    Guid Id,
    DateTimeOffset CreatedAt,
    PaymentDirection Direction,
    PaymentKind Kind,
    string? MetadataDigests)
{
    /// <summary>Where it stands in the order of payments: the newest sorts first.</summary>
    public string Place => ListingRows.PlaceOf(CreatedAt, Id);

    /// <summary>Where it stands.</summary>
    public ListedStatus Status { get; init; } =
        Direction == PaymentDirection.Receive ? ListedStatus.Receiving : ListedStatus.Sending;

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;
}
