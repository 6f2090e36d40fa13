using Fulgurite.Money;

namespace Fulgurite.Lightning;

/// <summary>What a node is asked to pay.</summary>
/// <param name="PaymentRequest">The BOLT 11 text.</param>
/// <param name="Amount">Only where the request names none; null where it does (LND refuses both and neither).</param>
/// <param name="FeeMax">The most that routing may cost: exactly what is held for it, zero included.</param>
/// <param name="Wait">
/// How long the node goes on starting new attempts, and how long the caller waits for the end: whole seconds, above
/// zero.
/// </param>
public sealed record NewNodePayment(string PaymentRequest, Msat? Amount, Msat FeeMax, TimeSpan Wait);
