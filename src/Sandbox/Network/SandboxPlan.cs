using Fulgurite.Lightning;

namespace Fulgurite.Sandbox.Network;

/// <summary>How a payment of a payee's invoice will go, said when the invoice is issued.</summary>
/// <param name="Outcome">Whether it settles, fails, or hangs until it is released.</param>
/// <param name="Delay">
/// How long it is under way first, up to <see cref="SandboxPayer.DelayMax"/>; one that hangs does so at once.
/// </param>
/// <param name="Failure">Why it fails, where it does.</param>
public sealed record SandboxPlan(
    SandboxOutcome Outcome = SandboxOutcome.Settle,
    TimeSpan Delay = default,
    PaymentFailure Failure = PaymentFailure.IncorrectPaymentDetails);
