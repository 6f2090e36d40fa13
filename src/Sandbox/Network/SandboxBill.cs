using Fulgurite.Lightning;

namespace Fulgurite.Sandbox.Network;

/// <summary>An invoice of the payee.</summary>
/// <param name="PaymentRequest">The signed BOLT 11 text.</param>
/// <param name="Preimage">What the payer gets for it.</param>
/// <param name="Plan">How its payment will go.</param>
internal sealed record SandboxBill(string PaymentRequest, PaymentPreimage Preimage, SandboxPlan Plan);
