using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>What a node is asked to pay.</summary>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="Amount">Only where the request names none; null where it does (LND refuses both and neither).</param>
/// <param name="FeeMax">The most that routing may cost: exactly what is held for it, zero included.</param>
/// <param name="Wait">How long the caller waits for the end; above zero.</param>
public sealed record NewNodePayment(string PaymentRequest, Msat? Amount, Msat FeeMax, TimeSpan Wait)
{
    /// <summary>How long a node looks for routes where nobody says.</summary>
    public static readonly TimeSpan AttemptsForDefault = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the node goes on looking for other routes, whoever waits: whole seconds, above zero.
    /// </summary>
    public TimeSpan AttemptsFor { get; init; } = AttemptsForDefault;
}
