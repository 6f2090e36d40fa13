using Fulgurite.Identity;
using Fulgurite.Storage;

namespace Fulgurite.Callbacks;

/// <summary>A delivery as its endpoint's index knows it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Wallet">In whose partition it is.</param>
/// <param name="State">
/// Where it stands when that is final; Pending only says that its own row must be asked.
/// </param>
/// <param name="CreatedAt">When the event happened.</param>
/// <param name="UpdatedAt">When it became so.</param>
/// <param name="Version">Of the index's row.</param>
public sealed record ListedDelivery(
    string Id,
    WalletId Wallet,
    DeliveryState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    ETag Version);
