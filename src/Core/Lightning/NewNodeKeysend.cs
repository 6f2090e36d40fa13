using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>A payment that nobody asked for, as a node is asked to make it.</summary>
/// <param name="Destination">Whose node gets it.</param>
/// <param name="Preimage">
/// The proof of payment, which travels in the onion: the payee takes the money with it. Its hash names the payment.
/// </param>
/// <param name="Amount">What the payee is to get; above zero.</param>
/// <param name="FeeMax">The most that routing may cost: exactly what is held for it, zero included.</param>
/// <param name="ExpiresAt">
/// From here on, by the node's own clock, the node refuses this very request, whenever it arrives: what an invoice's
/// expiry is to a payment of the invoice. To the second, rounded down.
/// </param>
/// <param name="Wait">How long the caller waits for the end; above zero.</param>
public sealed record NewNodeKeysend(
    NodePublicKey Destination,
    PaymentPreimage Preimage,
    Msat Amount,
    Msat FeeMax,
    DateTimeOffset ExpiresAt,
    TimeSpan Wait)
{
    /// <summary>What the payee is told beside the money.</summary>
    public CustomRecords Records { get; init; } = CustomRecords.None;

    /// <summary>
    /// How long the node goes on looking for other routes, whoever waits: whole seconds, above zero.
    /// </summary>
    public TimeSpan AttemptsFor { get; init; } = NewNodePayment.AttemptsForDefault;

    /// <summary>Names the payment at the node.</summary>
    public PaymentHash Hash => Preimage.Hash();

    /// <summary>Without the preimage.</summary>
    public override string ToString() => $"keysend {Hash} to {Destination}";
}
