using System.Runtime.CompilerServices;
using Fulgurite.Lightning;

namespace Fulgurite.Worlds;

/// <summary>The paying side of the world's node as one process sees it.</summary>
internal sealed class PayingPort(World world, Process process) : IPayingNode
{
    private static readonly TimeSpan LatestArrival = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public async Task<SendPaymentOutcome> SendPayment(NewNodePayment payment, CancellationToken cancel)
    {
        var outcome = await Call($"asks to pay {Bolt11(payment)}", () => Begin(payment));
        if (outcome is not SendPaymentOutcome.Started { Payment: { State: NodePaymentState.InFlight } begun })
        {
            return outcome;
        }

        await world.Payments.WaitForEnd(begun.Hash, payment.Wait);
        return await Call(
            $"hears of {begun.Hash}",
            () => (SendPaymentOutcome)new SendPaymentOutcome.Started(world.Payments.Last(begun.Hash)!));
    }

    /// <inheritdoc/>
    public Task<NodePayment?> TrackPayment(PaymentHash hash, CancellationToken cancel) =>
        Call($"tracks {hash}", () => world.Payments.Last(hash));

    /// <inheritdoc/>
    public async IAsyncEnumerable<PaymentHash> SubscribeFinalPayments(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var ends = await Call("follows payments to their ends", world.Payments.Ends);
        await foreach (var hash in ends.WithCancellation(cancel))
        {
            yield return hash;
        }
    }

    // A request may be under way long after its sender has given up on it.
    private SendPaymentOutcome Begin(NewNodePayment payment)
    {
        if (!world.Strikes(process.Weather.PaymentRequestsLate))
        {
            return world.Payments.Begin(payment);
        }

        var late = world.Dice.Between(TimeSpan.FromSeconds(1), LatestArrival);
        world.Payments.RequestsUnderWay.Add(Bolt11(payment));
        world.Scheduler.After(late, () =>
        {
            world.Payments.RequestsUnderWay.Remove(Bolt11(payment));
            world.History.Add("node", $"is reached late by a request to pay {Bolt11(payment)}");
            world.Payments.Begin(payment);
        });
        throw new NodeUnavailableException("The node did not answer.");
    }

    private static string Bolt11(NewNodePayment payment) =>
        Bolt11Invoice.TryDecode(payment.PaymentRequest, out var invoice, out _)
            ? invoice.PaymentHash.ToString()
            : "what is no invoice";

    private Task<T> Call<T>(string what, Func<T> serve) => process.Wire.Call(() => what, () =>
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
