using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Worlds;

/// <summary>What becomes of a try to pay.</summary>
/// <param name="Takes">How long until it is final.</param>
/// <param name="Fee">What routing costs; more than is allowed is no route.</param>
/// <param name="Failure">Why it fails; null when it succeeds.</param>
internal sealed record PaymentFate(TimeSpan Takes, Msat Fee, PaymentFailure? Failure = null);
