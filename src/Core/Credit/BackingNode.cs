using Fulgurite.Identity;
using Fulgurite.Lightning;

namespace Fulgurite.Credit;

/// <summary>The node behind a wallet: where its invoices are issued, and what pays for it.</summary>
/// <param name="Node">As what receives.</param>
/// <param name="Paying">As what pays.</param>
public sealed record BackingNode(ILightningNode Node, IPayingNode Paying)
{
    /// <summary>The line that it backs, where it is a customer's own; null where it is the operator's.</summary>
    public LineOfCreditId? Line { get; init; }

    /// <summary>Who a customer's own must be; null for the operator's, which is who it says it is.</summary>
    public NodePublicKey? Id { get; init; }

    /// <summary>Asks it who it is: another node than the one that was registered is refused. One request.</summary>
    /// <exception cref="NodeRefusedException">It is another one.</exception>
    /// <exception cref="NodeUnavailableException">It does not answer.</exception>
    public async Task<NodeInfo> Identify(CancellationToken cancel)
    {
        var info = await Node.GetInfo(cancel);
        return Id is null || info.Id == Id
            ? info
            : throw new NodeRefusedException("Another node than the one that was registered answers.");
    }
}
