using Fulgurite.Lightning;

namespace Fulgurite.Sandbox.Network;

/// <summary>An invoice of the payee, or a keysend to it.</summary>
/// <param name="PaymentRequest">The signed BOLT 11 text; of a keysend a text that is none.</param>
/// <param name="Preimage">What the payer gets for it.</param>
/// <param name="Plan">How its payment will go.</param>
internal sealed record SandboxBill(string PaymentRequest, PaymentPreimage Preimage, SandboxPlan Plan)
{
    private const string KeysendScheme = "keysend:";

    /// <summary>Whether nobody asked for it.</summary>
    public bool IsKeysend => PaymentRequest.StartsWith(KeysendScheme, StringComparison.Ordinal);

    /// <summary>What arrives as a keysend.</summary>
    public static SandboxBill OfKeysend(PaymentPreimage preimage, SandboxPlan plan) =>
        new($"{KeysendScheme}{preimage.Hash()}", preimage, plan);
}
