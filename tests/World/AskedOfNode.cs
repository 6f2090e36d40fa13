using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Worlds;

/// <summary>A request to pay as a node reads it.</summary>
/// <param name="Payee">Whom, and until when the node begins with it: of a keysend, as the request says.</param>
/// <param name="Amount">What the payer chose; null for what the payee asks.</param>
/// <param name="FeeMax">The most that routing may cost.</param>
/// <param name="Wait">How long the caller waits.</param>
/// <param name="Destination">The node's key, of a keysend; null for an invoice.</param>
internal sealed record AskedOfNode(
    PayeeInvoice Payee, Msat? Amount, Msat FeeMax, TimeSpan Wait, NodePublicKey? Destination = null)
{
    /// <summary>What names it at the node.</summary>
    public PaymentHash Hash { get; } = Payee.Preimage.Hash();
}
