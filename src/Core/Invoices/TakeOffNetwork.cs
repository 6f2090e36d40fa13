using Fulgurite.Credit;
using Fulgurite.Lightning;

namespace Fulgurite.Invoices;

/// <summary>
/// Sees to it that nobody can pay an invoice over the network any more, before it is paid within the ledger: whatever
/// comes to its node from then on is sent back.
/// </summary>
public sealed class TakeOffNetwork(BackingNodes nodes, SettleInvoice settle)
{
    /// <summary>
    /// The node that issued an invoice, if it is the one that its wallet has; else null. One node request.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Not known.</exception>
    public async Task<NodePublicKey?> IssuerOf(Invoice invoice, CancellationToken cancel)
    {
        var node = (await nodes.Of(invoice.NodeLine, cancel)).Node;
        var id = (await node.GetInfo(cancel)).Id;
        return Bolt11Invoice.TryDecode(invoice.PaymentRequest, out var request, out _) && request.Payee == id
            ? id
            : null;
    }

    /// <summary>
    /// Cancels it at its node, unless a payer is there first. What the node has settled is credited on the way: the
    /// book, and not this answer, then says who paid. Repeating it changes nothing. Two or three node requests.
    /// </summary>
    /// <param name="invoice">Open in its book.</param>
    /// <param name="issuer">Its node.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="NodeUnavailableException">Not known: look again.</exception>
    public async Task<OffNetworkStatus> Execute(Invoice invoice, NodePublicKey issuer, CancellationToken cancel)
    {
        var node = (await nodes.Of(invoice.NodeLine, cancel)).Node;
        if ((await node.GetInfo(cancel)).Id != issuer)
        {
            return OffNetworkStatus.Elsewhere;
        }

        var atNode = await node.LookupInvoice(invoice.Hash, cancel);
        switch (atNode?.State)
        {
            case NodeInvoiceState.Open:
                return await node.CancelInvoice(invoice.Hash, cancel) == CancelInvoiceStatus.AlreadySettled
                    ? OffNetworkStatus.Busy
                    : OffNetworkStatus.Off;
            case NodeInvoiceState.Accepted:
                return OffNetworkStatus.Busy;
            case NodeInvoiceState.Settled:
                await settle.Execute(Settlement.Of(issuer, atNode) with { Line = invoice.NodeLine }, cancel);
                return OffNetworkStatus.Busy;
            case NodeInvoiceState.Canceled:
            case null:
                // A node that does not know its own invoice, restored from a backup perhaps, fails what comes for it.
                return OffNetworkStatus.Off;
            default:
                throw new InvariantBrokenException("an invoice is open, accepted, settled, canceled or not known");
        }
    }
}
