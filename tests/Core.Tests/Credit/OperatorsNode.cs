using Fulgurite.Access;
using Fulgurite.Credit;
using Fulgurite.Lightning;
using Fulgurite.Storage;
using Fulgurite.Tests.Identity;

namespace Fulgurite.Tests.Credit;

/// <summary>The nodes of a deployment where customers have none, and nothing is paid.</summary>
internal static class OperatorsNode
{
    public static BackingNodes Only(ILightningNode node, ITableStore tables, TimeProvider clock)
    {
        var registry = new Registry(tables, new SecretBox(Samples.MasterKey, new ScriptedRandomness(1)), clock);
        return new BackingNodes(
            new BackingNode(node, null!),
            null,
            new LineReads(tables, registry, BitcoinNetwork.Regtest),
            new OwnNodes(tables),
            clock);
    }
}
