using System.Runtime.CompilerServices;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Worlds;

/// <summary>The records of the world's node as an audit reads them: the last try of each hash.</summary>
internal sealed class WorldAccounts(World world) : INodeAccounts
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<NodePayment> ListPayments([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var made in world.Payments.Tries.Where(made => made == world.Payments.Last(made.Hash)).ToList())
        {
            yield return made;
        }
    }

    /// <inheritdoc/>
    public Task<NodeFunds> GetFunds(CancellationToken cancel)
    {
        var received = world.Node.Settled.Sum(invoice => invoice.AmountPaid.Value);
        var sent = world.Payments.Tries.Sum(made => made.AmountPaid.Value + made.FeePaid.Value);
        return Task.FromResult(new NodeFunds(new Msat(received - sent), Msat.Zero));
    }
}
