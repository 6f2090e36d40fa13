using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.Money;
using Fulgurite.Wallets;

namespace Fulgurite.OnChain;

/// <summary>What a merchant asks for. Limits and formats were checked by the surface that took the request.</summary>
/// <param name="Environment">Whose.</param>
/// <param name="Wallet">Where the money goes.</param>
/// <param name="Id">
/// The idempotency key, unique in its environment: a second request with it is answered with the first.
/// </param>
/// <param name="Kind">By address alone, or by either.</param>
/// <param name="Amount">What is asked; null lets the payer choose, which only the second kind can.</param>
/// <param name="Description">Readable by every payer; at most 639 bytes of UTF-8.</param>
/// <param name="Expiry">Whole seconds, one to a year.</param>
public sealed record NewChainRequest(
    EnvironmentId Environment,
    WalletId Wallet,
    InvoiceId Id,
    PaymentKind Kind,
    Msat? Amount,
    string Description,
    TimeSpan Expiry)
{
    /// <summary>The merchant's own notes.</summary>
    public Metadata Metadata { get; init; } = Metadata.None;
}
