using System.Runtime.CompilerServices;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Worlds.Audit;

namespace Fulgurite.Worlds;

/// <summary>The paying side of a node as one process sees it.</summary>
internal sealed class PayingPort(World world, Process process, WorldPayments payments) : IPayingNode
{
    private static readonly TimeSpan LatestArrival = TimeSpan.FromMinutes(30);
    private NodePublicKey? id;

    /// <inheritdoc/>
    public async Task<NodePublicKey> GetId(CancellationToken cancel) =>
        id ??= await Call(() => "asks the paying node who it is", () => payments.Id);

    /// <inheritdoc/>
    public Task<SendPaymentOutcome> SendPayment(NewNodePayment payment, CancellationToken cancel) =>
        Send(payments.Read(payment));

    /// <inheritdoc/>
    public Task<SendPaymentOutcome> SendKeysend(NewNodeKeysend keysend, CancellationToken cancel) =>
        Send(payments.Read(keysend));

    /// <inheritdoc/>
    public Task<NodePayment?> TrackPayment(PaymentHash hash, CancellationToken cancel) =>
        Call(() => $"asks the node what became of {hash}", () => payments.LookedAt(hash));

    /// <inheritdoc/>
    public Task<EstimateRouteOutcome> EstimateRoute(
        string paymentRequest, Msat? amount, CancellationToken cancel) =>
        Call(
            () => "asks the node what paying would cost",
            () => (EstimateRouteOutcome)new EstimateRouteOutcome.Estimated(Msat.Zero));

    /// <inheritdoc/>
    public Task<EstimateRouteOutcome> EstimateKeysend(
        NodePublicKey destination, Msat amount, CancellationToken cancel) => EstimateRoute("", amount, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<PaymentHash> SubscribeFinalPayments(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var ends = await Call(() => "follows payments to their ends", payments.Ends);
        await foreach (var hash in ends.WithCancellation(cancel))
        {
            yield return hash;
        }
    }

    private async Task<SendPaymentOutcome> Send(AskedOfNode asked)
    {
        foreach (var problem in RequestAudit.Problems(world, asked))
        {
            world.Find(problem);
        }

        var outcome = await Call(() => $"asks the node to pay {asked.Hash}", () => Begin(asked));
        if (outcome is not SendPaymentOutcome.Started { Payment: { State: NodePaymentState.InFlight } begun })
        {
            return outcome;
        }

        await payments.WaitForEnd(begun.Hash, asked.Wait);
        return await Call(
            () => $"hears what became of {begun.Hash}",
            () => (SendPaymentOutcome)new SendPaymentOutcome.Started(payments.Last(begun.Hash)!));
    }

    // A request may be under way long after its sender has given up on it.
    private SendPaymentOutcome Begin(AskedOfNode asked)
    {
        if (!world.Strikes(process.Weather.PaymentRequestsLate))
        {
            return payments.Begin(asked);
        }

        var hash = asked.Hash.ToString();
        var late = world.Dice.Between(TimeSpan.FromSeconds(1), LatestArrival);
        var isThere = false;
        payments.RequestsUnderWay.Add(hash);
        world.Scheduler.After(late, Arrive);
        if (world.Dice.PerMille(500))
        {
            payments.BehindLooks.Add((asked.Hash, world.Dice.Below(4), Arrive));
        }

        throw new NodeUnavailableException("The node did not answer.");

        void Arrive()
        {
            if (!isThere)
            {
                isThere = true;
                payments.RequestsUnderWay.Remove(hash);
                world.History.Add("node", $"is reached only now by a request of {process.Name} to pay {hash}");
                world.Tally.Count("payments: requests that came late");
                payments.Begin(asked);
            }
        }
    }

    private Task<T> Call<T>(Func<string> what, Func<T> serve) => process.Wire.Call(what, () =>
    {
        var isUncertain = world.Strikes(process.Weather.NodeUncertain);
        if (world.Node.IsDown || (isUncertain && world.Dice.PerMille(500)))
        {
            throw new NodeUnavailableException("The node is away.");
        }

        var answer = serve();
        return isUncertain ? throw new NodeUnavailableException("The node did not answer.") : answer;
    });
}
