using Fulgurite.Credit;
using Fulgurite.Invoices;
using Fulgurite.Messaging;
using Fulgurite.Payments;
using Fulgurite.Reconciliation;

namespace Fulgurite.App;

/// <summary>The use cases of Core that listen to one node.</summary>
internal sealed class NodeUseCases
{
    /// <summary>Wires them.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="seal">Signs messages.</param>
    /// <param name="sends">Has payments looked at.</param>
    /// <param name="node">Which.</param>
    public NodeUseCases(EnginePorts ports, MessageSeal seal, PublishSends sends, BackingNode node)
    {
        Node = node;
        var publish = new PublishSettlements(ports.Bus, seal) { Line = node.Line };
        var cursor = new RelayCursor(ports.Tables);
        var first = new FirstSettlements(node.Node, publish, cursor);
        RelaySettlements = new RelaySettlements(node.Node, publish, first, cursor, ports.Waits);
        RelayPayments = new RelayPayments(node.Paying, sends);
        Missed = new ReconcileSettlements(node.Node, publish, first, cursor, ports.Clock)
        {
            Patience = ports.NodePatience,
        };
    }

    /// <summary>The node.</summary>
    public BackingNode Node { get; }

    /// <summary>Carries its settlements to the bus.</summary>
    public RelaySettlements RelaySettlements { get; }

    /// <summary>Has payments looked at when it says that they are final.</summary>
    public RelayPayments RelayPayments { get; }

    /// <summary>Publishes what no relay has.</summary>
    public ReconcileSettlements Missed { get; }
}
