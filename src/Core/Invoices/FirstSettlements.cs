using Fulgurite.Lightning;

namespace Fulgurite.Invoices;

/// <summary>
/// The first start at a node: from cursor 0 it sends no backlog (lnd #2469), so what it has settled is listed. It is
/// listed twice: once for the highest settle index, and again to publish everything up to it. What settles while the
/// first listing is under way may be passed by; the second begins after all of it.
/// </summary>
public sealed class FirstSettlements(ILightningNode node, PublishSettlements publish, RelayCursor cursor)
{
    /// <summary>The highest settle index at the node; 0 when it has settled nothing. Lists the node.</summary>
    public async Task<ulong> Highest(CancellationToken cancel)
    {
        var highest = 0UL;
        await foreach (var invoice in node.ListSettledInvoices(cancel))
        {
            highest = Math.Max(highest, invoice.SettleIndex);
        }

        return highest;
    }

    /// <summary>
    /// Publishes everything up to an index at which the node has settled, and moves the cursor there. Lists the node;
    /// a message for each. Returns how many.
    /// </summary>
    public async Task<int> PublishUpTo(NodePublicKey nodeId, ulong highest, CancellationToken cancel)
    {
        var count = 0;
        await using var window = publish.Window(nodeId, 0, cancel);
        await foreach (var invoice in node.ListSettledInvoices(cancel))
        {
            if (invoice.SettleIndex <= highest)
            {
                await window.Add(invoice);
                count++;
            }
        }

        await window.Drain();
        await cursor.Advance(nodeId, highest, cancel);
        return count;
    }
}
