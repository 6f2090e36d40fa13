using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Messaging;

namespace Fulgurite.Invoices;

/// <summary>
/// Sends a node's settlements to <c>lnd-events</c>. Whoever sends one again, the relay or Reconcile, sends the same
/// message id, and the bus drops the second.
/// </summary>
public sealed class PublishSettlements(IMessageBus bus, MessageSeal seal)
{
    /// <summary>The line whose own node's they are; null for the operator's.</summary>
    public LineOfCreditId? Line { get; init; }

    /// <summary>Sends one. One message.</summary>
    /// <exception cref="BusUnavailableException">It may or may not have been accepted: send it again.</exception>
    public Task Execute(NodePublicKey nodeId, NodeInvoice invoice, CancellationToken cancel)
    {
        var settlement = Settlement.Of(nodeId, invoice) with { Line = Line };
        var body = seal.Seal(QueueName.LndEvents, settlement.ToPayload());
        return bus.Send(new BusMessage(QueueName.LndEvents, settlement.MessageId, body), cancel);
    }

    /// <summary>A window over a stretch of settlements that come in the order of their indexes.</summary>
    internal SettlementWindow Window(NodePublicKey nodeId, ulong published, CancellationToken cancel) =>
        new(invoice => Execute(nodeId, invoice, cancel), published);
}
