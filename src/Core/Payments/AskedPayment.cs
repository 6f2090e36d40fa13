using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Payments;

/// <summary>A payment that a node was just asked for, and its answer.</summary>
/// <param name="Payment">As it is stored now.</param>
/// <param name="Version">Of its row.</param>
/// <param name="AtNode">What the node knows of it; null when it knows nothing, or refused.</param>
/// <param name="Refusal">Why it definitely made no payment by this request; null when it did not refuse.</param>
public sealed record AskedPayment(
    Payment Payment, ETag Version, NodePayment? AtNode, PaymentFailure? Refusal = null);
