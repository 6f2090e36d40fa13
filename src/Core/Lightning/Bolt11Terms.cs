using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>What a payment request asks for.</summary>
/// <param name="PaymentHash">Names the payment.</param>
/// <param name="Amount">Null lets the payer choose.</param>
/// <param name="CreatedAt">Its own timestamp.</param>
/// <param name="ExpiresAt">Its own timestamp plus its expiry.</param>
internal sealed record Bolt11Terms(
    PaymentHash PaymentHash, Msat? Amount, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
