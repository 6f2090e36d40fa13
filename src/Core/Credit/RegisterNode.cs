using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Credit;

/// <summary>Looks at a customer's own node before a line is made that it backs.</summary>
/// <param name="nodes">Connects.</param>
/// <param name="own">Notes whose it is.</param>
/// <param name="network">The chain that it must be on.</param>
public sealed class RegisterNode(BackingNodes nodes, OwnNodes own, BitcoinNetwork network)
{
    /// <summary>
    /// Asks the node who it is and on which chain (LND <c>GetInfo</c>), and notes it as the line's. Idempotent. A
    /// request to it and one to the operator's node, and one or three storage transactions.
    /// </summary>
    /// <exception cref="NodeUnavailableException">Nothing is known: the operator's own node is away.</exception>
    /// <exception cref="StorageUnavailableException">Not known to be noted: repeat it.</exception>
    public async Task<(NodeRegistration? Node, RegisterNodeRefusal? Refusal, string? Why)> Execute(
        LineOfCreditId line, string address, CancellationToken cancel)
    {
        var (info, refusal, why) = await Ask(line, address, cancel);
        if (info is null)
        {
            return (null, refusal, why);
        }

        if (info.Network != network)
        {
            return (null, RegisterNodeRefusal.OtherNetwork, $"It is on {info.Network}, and this deployment is not.");
        }

        var isOperators = (await nodes.Operators.Node.GetInfo(cancel)).Id == info.Id;
        return isOperators || !await own.Take(line, info.Id, cancel)
            ? (null, RegisterNodeRefusal.Taken, "It backs other wallets.")
            : (new NodeRegistration(address, info.Id), null, null);
    }

    /// <summary>
    /// Looks at the node of a line at another address: it must be the same one.
    /// </summary>
    public async Task<(NodeRegistration? Node, RegisterNodeRefusal? Refusal, string? Why)> Move(
        LineOfCreditId line, NodeRegistration before, string address, CancellationToken cancel)
    {
        var (info, refusal, why) = await Ask(line, address, cancel);
        return info is null ? (null, refusal, why)
            : info.Id != before.Id ? (null, RegisterNodeRefusal.Taken, "Another node is there.")
            : (before with { Address = address }, null, null);
    }

    private async Task<(NodeInfo? Info, RegisterNodeRefusal? Refusal, string? Why)> Ask(
        LineOfCreditId line, string address, CancellationToken cancel)
    {
        try
        {
            var node = await nodes.To(line, address, cancel);
            return (await node.Node.GetInfo(cancel), null, null);
        }
        catch (NodeRefusedException failure)
        {
            return (null, RegisterNodeRefusal.Refused, failure.Message);
        }
        catch (NodeUnavailableException failure)
        {
            return (null, RegisterNodeRefusal.Away, failure.Message);
        }
    }
}
