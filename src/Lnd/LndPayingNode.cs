using System.Runtime.CompilerServices;
using Fulgurite.Lightning;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Fulgurite.Money;
using Fulgurite.Secrets;
using Google.Protobuf;

namespace Fulgurite.Lnd;

/// <summary>
/// An LND node as what pays, over gRPC. It has a connection and a macaroon of its own, so that what issues invoices
/// cannot spend. Safe for concurrent use.
/// </summary>
public sealed class LndPayingNode : IPayingNode, IDisposable
{
    private readonly GrpcChannel channel;
    private readonly SecretValue macaroonHex;
    private readonly TimeSpan trackDeadline;
    private NodePublicKey? id;
    private volatile bool isFenceProved;

    /// <summary>Does not connect yet: the first call does.</summary>
    /// <param name="settings">
    /// With a macaroon for the five calls: <c>uri:/lnrpc.Lightning/GetInfo</c>, <c>…/QueryRoutes</c>,
    /// <c>uri:/routerrpc.Router/SendPaymentV2</c>, <c>…/TrackPaymentV2</c> and <c>…/TrackPayments</c>.
    /// </param>
    /// <param name="time">Measures deadlines.</param>
    /// <exception cref="ArgumentException">A setting is malformed; its value is not in the message.</exception>
    public LndPayingNode(LndNodeSettings settings, TimeProvider time)
    {
        var connection = settings.ToChannel();
        channel = new GrpcChannel(connection, time);
        macaroonHex = connection.MacaroonHex;
        trackDeadline = settings.Deadline;
    }

    /// <inheritdoc/>
    public async Task<NodePublicKey> GetId(CancellationToken cancel)
    {
        // A macaroon is baked with a key of its node, so whoever took ours once is the only one who ever will.
        if (id is { } known)
        {
            return known;
        }

        try
        {
            var info = LndAnswers.ToCore(await channel.Unary(LndMethods.GetInfo, new GetInfoRequest(), cancel));
            return id = info.Id;
        }
        catch (GrpcStatusException failure)
        {
            throw LndErrors.ToPort(failure);
        }
    }

    /// <inheritdoc/>
    public Task<SendPaymentOutcome> SendPayment(NewNodePayment payment, CancellationToken cancel)
    {
        var request = LndPayments.FromCore(payment);
        return Follow(
            channel.ServerStream(LndMethods.SendPayment, request, payment.Wait, cancel: cancel),
            last => MustBeOf(payment.PaymentRequest, last),
            LndErrors.SendPayment);
    }

    /// <inheritdoc/>
    public async Task<SendPaymentOutcome> SendKeysend(NewNodeKeysend keysend, CancellationToken cancel)
    {
        // Never without: this is all that keeps a request that comes late from beginning another try.
        var fence = LndMacaroon.TimeBefore(keysend.ExpiresAt);
        var narrowed = Narrow(fence);
        await ProveFence(cancel);
        var request = LndPayments.FromCore(keysend);
        return await Follow(
            channel.ServerStream(LndMethods.SendPayment, request, keysend.Wait, narrowed, cancel),
            last => MustBeOf(keysend.Hash, last),
            failure => LndErrors.SendKeysend(failure, fence));
    }

    /// <inheritdoc/>
    public async Task<NodePayment?> TrackPayment(PaymentHash hash, CancellationToken cancel)
    {
        var request = new TrackPaymentRequest { PaymentHash = ByteString.CopyFrom(hash.ToArray()) };
        try
        {
            // The first message is the state as it is; leaving the stream leaves the payment alone.
            var states = channel.ServerStream(LndMethods.TrackPayment, request, trackDeadline, cancel: cancel);
            await foreach (var state in states)
            {
                return MustBeOf(hash, LndPayments.ToCore(state));
            }
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.IsUnknownPayment(failure) ? null : throw LndErrors.ToPort(failure);
        }

        throw LndAnswers.Senseless("no state of the payment");
    }

    /// <inheritdoc/>
    public async Task<EstimateRouteOutcome> EstimateRoute(
        string paymentRequest, Msat? amount, CancellationToken cancel)
    {
        if (!Bolt11Invoice.TryDecode(paymentRequest, out var invoice, out var error)
            || (invoice.Amount ?? amount) is not { IsZero: false } most)
        {
            return new EstimateRouteOutcome.Refused(PaymentFailure.InvalidPaymentRequest, $"no way to pay it: {error}");
        }

        if (invoice.Payee == await GetId(cancel))
        {
            return new EstimateRouteOutcome.Refused(PaymentFailure.SelfPayment, "the invoice is the node's own");
        }

        return await Estimate(LndRoutes.FromCore(invoice, most), cancel);
    }

    /// <inheritdoc/>
    public async Task<EstimateRouteOutcome> EstimateKeysend(
        NodePublicKey destination, Msat amount, CancellationToken cancel) =>
        destination == await GetId(cancel)
            ? new EstimateRouteOutcome.Refused(PaymentFailure.SelfPayment, "the destination is the node itself")
            : await Estimate(LndRoutes.FromCore(destination, amount), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<PaymentHash> SubscribeFinalPayments([EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new TrackPaymentsRequest { NoInflightUpdates = true };
        await using var states = channel.ServerStream(LndMethods.TrackPayments, request).GetAsyncEnumerator(cancel);
        while (await MoveNext(states))
        {
            yield return LndPayments.ToHash(states.Current);
        }

        throw new NodeUnavailableException("LND ended the subscription, as it does when it stops.");
    }

    /// <summary>Closes the connection; calls that are under way end, payments do not.</summary>
    public void Dispose() => channel.Dispose();

    private SecretValue Narrow(string caveat) => LndMacaroon.Narrow(macaroonHex, caveat)
        ?? throw new NodeRefusedException("The macaroon for payments is not of version 2, so it cannot be narrowed.");

    // A node that does not check macaroons takes a late request as well. Asked once: a call that would be answered if
    // its macaroon were not over.
    private async Task ProveFence(CancellationToken cancel)
    {
        if (isFenceProved)
        {
            return;
        }

        await GetId(cancel);
        var (over, isAnswered) = (LndMacaroon.TimeBefore(DateTimeOffset.UnixEpoch), false);
        try
        {
            var macaroon = Narrow(over);
            var answers = channel.ServerStream(
                LndMethods.GetInfo, new GetInfoRequest(), trackDeadline, macaroon, cancel);
            await foreach (var _ in answers)
            {
                isAnswered = true;
            }
        }
        catch (GrpcStatusException failure) when (!isAnswered)
        {
            isFenceProved = LndErrors.IsOver(failure, over) ? true : throw LndErrors.ToPort(failure);
        }

        if (!isFenceProved)
        {
            throw new NodeRefusedException(
                "LND answers a macaroon whose time is over: it is sent no keysends, which nothing would end.");
        }
    }

    // To the end of a payment that was just asked for, or for as long as the caller waits.
    private static async Task<SendPaymentOutcome> Follow(
        IAsyncEnumerable<Payment> states,
        Func<NodePayment, NodePayment> mustBeAsked,
        Func<GrpcStatusException, SendPaymentOutcome?> refusal)
    {
        NodePayment? last = null;
        try
        {
            await foreach (var state in states)
            {
                last = LndPayments.ToCore(state);
                if (last.State != NodePaymentState.InFlight)
                {
                    break;
                }
            }
        }
        catch (GrpcStatusException failure) when (last is null)
        {
            return refusal(failure) ?? throw LndErrors.ToPort(failure);
        }
        catch (GrpcStatusException)
        {
            // Whatever ended a stream that had begun, a deadline or an error, ended only our watching: LND pays on.
        }

        return last is null
            ? throw LndAnswers.Senseless("no state of the payment")
            : new SendPaymentOutcome.Started(mustBeAsked(last));
    }

    private async Task<EstimateRouteOutcome> Estimate(QueryRoutesRequest request, CancellationToken cancel)
    {
        try
        {
            return LndRoutes.ToCore(await channel.Unary(LndMethods.QueryRoutes, request, cancel));
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.Route(failure) is { } reason
                ? new EstimateRouteOutcome.Refused(reason, failure.Text)
                : throw LndErrors.ToPort(failure);
        }
    }

    private static async Task<bool> MoveNext(IAsyncEnumerator<Payment> states)
    {
        try
        {
            return await states.MoveNextAsync();
        }
        catch (GrpcStatusException failure)
        {
            // An LND without the call gives no hints; whoever asks again will hear no more.
            throw failure.Code == GrpcStatusCode.Unimplemented
                ? new NodeRefusedException($"LND does not know the call: {failure.Text}")
                : LndErrors.ToPort(failure);
        }
    }

    // Where LND reads a request that we cannot, its word has to do.
    private static NodePayment MustBeOf(string paymentRequest, NodePayment payment) =>
        Bolt11Invoice.TryDecode(paymentRequest, out var invoice, out _)
            ? MustBeOf(invoice.PaymentHash, payment)
            : payment;

    private static NodePayment MustBeOf(PaymentHash hash, NodePayment payment) =>
        payment.Hash == hash ? payment : throw LndAnswers.Senseless("another payment than we asked for");
}
