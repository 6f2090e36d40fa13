using Fulgurite.Bitcoin;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// The node is asked for a transaction only as some send says, and told of none but the one that the send's book keeps.
/// Asked at the instant at which a process makes the request.
/// </summary>
internal static class ChainRequestAudit
{
    /// <summary>What is wrong with a request for a transaction.</summary>
    public static IEnumerable<string> OfPreparing(World world, NewChainSend asked)
    {
        var send = world.ChainOrders.Sends.Where(known => known.Destination == asked.Destination)
            .Select(known => Row(world, known.Wallet.ToString(), known.Id.ToString()))
            .FirstOrDefault(row => row is not null);
        if (send is null)
        {
            yield return $"the node is asked for a transaction to {asked.Destination}, and no send is of it";
            yield break;
        }

        var id = send.Part(1);
        if (send.Integer("amount_msat") != asked.Amount.Value || send.Integer("fee_max_msat") != asked.FeeMax.Value
            || send.Integer("target_blocks") != asked.TargetBlocks)
        {
            yield return $"send {id} is asked of the node otherwise than it was ordered: {asked.Amount.Value} msat "
                + $"for {asked.FeeMax.Value} msat at most within {asked.TargetBlocks} blocks";
        }
    }

    /// <summary>What is wrong with a request to publish.</summary>
    public static IEnumerable<string> OfPublishing(World world, SignedTransaction transaction, string label)
    {
        var send = OfLabel(world, label);
        if (send?.Text("state") is not ("Signed" or "Sent") || send.Text("transaction_id") != transaction.Id.ToString())
        {
            yield return $"the node is told of {transaction.Id} as {label}, and no book keeps it";
        }
    }

    /// <summary>The stored send that a label names; null when there is none.</summary>
    public static StoredRow? OfLabel(World world, string label)
    {
        var order = world.ChainOrders.Sends.Find(known => label == $"fulgurite:{known.Id}"
            && Row(world, known.Wallet.ToString(), known.Id.ToString()) is not null);
        return order is null ? null : Row(world, order.Wallet.ToString(), order.Id.ToString());
    }

    private static StoredRow? Row(World world, string wallet, string send) =>
        world.Tables.Witness.Row("wallets", wallet, $"chain-send|{send}");
}
