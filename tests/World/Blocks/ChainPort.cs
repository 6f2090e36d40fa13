using Fulgurite.Bitcoin;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Worlds.Blocks;

/// <summary>The node's wallet on the chain as one process sees it.</summary>
internal sealed class ChainPort(World world, Process process) : IChainWallet
{
    private static readonly TimeSpan LatestArrival = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public Task<BitcoinAddress> NewAddress(CancellationToken cancel) =>
        Call(() => "asks the wallet for an address", world.Chain.NewAddress);

    /// <inheritdoc/>
    public Task<ChainHistory> ReadHistory(int fromHeight, CancellationToken cancel) =>
        Call(() => $"reads the chain from block {fromHeight}", () => Read(fromHeight));

    /// <inheritdoc/>
    public Task<EstimateFeeOutcome> EstimateFee(
        BitcoinAddress destination, Msat amount, int targetBlocks, CancellationToken cancel) =>
        throw new NotSupportedException("Nothing in the world asks for an estimate.");

    /// <inheritdoc/>
    public Task<PrepareSendOutcome> PrepareSend(NewChainSend send, CancellationToken cancel) =>
        Call<PrepareSendOutcome>(() => $"has a transaction made, to {send.Destination}", () =>
        {
            Check(ChainRequestAudit.OfPreparing(world, send));
            var (prepared, refusal) = world.Chain.Coins.Prepare(send);
            if (prepared is null)
            {
                world.Tally.Count($"chain: refused, {refusal!.Failure}");
                return refusal;
            }

            world.Chain.Prepared.Add(prepared);
            return new PrepareSendOutcome.Prepared(prepared.Transaction, prepared.Fee);
        });

    /// <inheritdoc/>
    public Task<PublishOutcome> Publish(SignedTransaction transaction, string label, CancellationToken cancel)
    {
        Check(ChainRequestAudit.OfPublishing(world, transaction, label));
        return Call(() => $"publishes {transaction.Id}", () =>
        {
            if (!world.Strikes(process.Weather.PublicationsLate))
            {
                return world.Chain.Publish(transaction, label);
            }

            var late = world.Dice.Between(TimeSpan.FromSeconds(1), LatestArrival);
            world.Chain.PublicationsUnderWay.Add(label);
            world.Scheduler.After(late, () =>
            {
                world.Chain.PublicationsUnderWay.Remove(label);
                world.Tally.Count("chain: publications that came late");
                world.Chain.Publish(transaction, label);
            });
            throw new NodeUnavailableException("The node did not answer.");
        });
    }

    private ChainHistory Read(int fromHeight)
    {
        if (process.IsReconciling)
        {
            world.Chain.Reconciled();
        }

        return world.Chain.Read(fromHeight);
    }

    private void Check(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            world.Find(problem);
        }
    }

    private Task<T> Call<T>(Func<string> what, Func<T> serve) => process.Wire.Call(what, () =>
    {
        if (world.Chain.IsRefusing)
        {
            throw new NodeRefusedException("The node does not take the macaroon for the chain.");
        }

        var isUncertain = world.Strikes(process.Weather.NodeUncertain);
        if (world.Node.IsDown || (isUncertain && world.Dice.PerMille(500)))
        {
            throw new NodeUnavailableException("The node is away.");
        }

        var answer = serve();
        return isUncertain ? throw new NodeUnavailableException("The node did not answer.") : answer;
    });
}
