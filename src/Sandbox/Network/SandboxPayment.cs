using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Sandbox.Network;

/// <summary>
/// A try of the sandbox node to pay. Immutable: a change is a new one, appended to the log of payments.
/// </summary>
/// <param name="Hash">What is paid.</param>
/// <param name="Index">The number of the try, from 1.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Amount">What the payee gets.</param>
/// <param name="Fee">What routing costs on top.</param>
/// <param name="EndsAt">When it ends by itself; null where it hangs until it is released.</param>
/// <param name="Preimage">The proof; null unless it succeeded.</param>
/// <param name="Failure">Why not; null unless it failed.</param>
internal sealed record SandboxPayment(
    PaymentHash Hash,
    ulong Index,
    NodePaymentState State,
    Msat Amount,
    Msat Fee,
    DateTimeOffset? EndsAt,
    PaymentPreimage? Preimage = null,
    PaymentFailure? Failure = null)
{
    /// <summary>As the port shows it: what was paid only where it was paid.</summary>
    public NodePayment ToNodePayment()
    {
        var isPaid = State == NodePaymentState.Succeeded;
        return new NodePayment(
            Hash, Index, State, isPaid ? Amount : Msat.Zero, isPaid ? Fee : Msat.Zero, Preimage, Failure);
    }
}
