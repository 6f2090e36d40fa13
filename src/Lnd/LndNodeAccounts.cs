using System.Runtime.CompilerServices;
using Fulgurite.Lightning;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Fulgurite.Money;

namespace Fulgurite.Lnd;

/// <summary>
/// An LND node's records of its money, over gRPC, with a connection and a macaroon of its own that can change nothing.
/// Safe for concurrent use.
/// </summary>
public sealed class LndNodeAccounts : INodeAccounts, IDisposable
{
    // With its attempts a payment takes some kilobytes: a page stays within what one message may carry.
    private const ulong PaymentsPerPage = 200;

    private readonly GrpcChannel channel;

    /// <summary>Does not connect yet: the first call does.</summary>
    /// <param name="settings">
    /// With a macaroon for the two calls: <c>uri:/lnrpc.Lightning/ListPayments</c> and <c>…/ChannelBalance</c>.
    /// </param>
    /// <param name="time">Measures deadlines.</param>
    /// <exception cref="ArgumentException">A setting is malformed; its value is not in the message.</exception>
    public LndNodeAccounts(LndNodeSettings settings, TimeProvider time) =>
        channel = new GrpcChannel(settings.ToChannel(), time);

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodePayment> ListPayments([EnumeratorCancellation] CancellationToken cancel)
    {
        var offset = 0UL;
        while (await ListPage(offset, cancel) is { Payments.Count: > 0 } page)
        {
            foreach (var payment in page.Payments)
            {
                yield return LndPayments.ToListed(payment);
            }

            offset = page.LastIndexOffset > offset
                ? page.LastIndexOffset
                : throw LndAnswers.Senseless("a page of payments that does not lead on");
        }
    }

    /// <inheritdoc/>
    public async Task<NodeFunds> GetFunds(CancellationToken cancel)
    {
        try
        {
            var balance = await channel.Unary(LndMethods.ChannelBalance, new ChannelBalanceRequest(), cancel);
            return new NodeFunds(ToAmount(balance.LocalBalance), ToAmount(balance.UnsettledLocalBalance));
        }
        catch (GrpcStatusException failure)
        {
            throw LndErrors.ToPort(failure);
        }
    }

    /// <summary>Closes the connection; calls that are under way fail.</summary>
    public void Dispose() => channel.Dispose();

    private async Task<ListPaymentsResponse> ListPage(ulong offset, CancellationToken cancel)
    {
        var request = new ListPaymentsRequest
        {
            IncludeIncomplete = true, IndexOffset = offset, MaxPayments = PaymentsPerPage,
        };
        try
        {
            return await channel.Unary(LndMethods.ListPayments, request, cancel);
        }
        catch (GrpcStatusException failure)
        {
            throw LndErrors.ToPort(failure);
        }
    }

    private static Msat ToAmount(Amount? amount) =>
        LndAnswers.ToAmount(amount is null ? 0 : (long)Math.Min(amount.Msat, long.MaxValue));
}
