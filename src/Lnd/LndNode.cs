using System.Runtime.CompilerServices;
using Fulgurite.Lightning;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Google.Protobuf;
using PaymentHash = Fulgurite.Lightning.PaymentHash;

namespace Fulgurite.Lnd;

/// <summary>An LND node over gRPC. Keeps one connection; safe for concurrent use.</summary>
public sealed class LndNode : ILightningNode, IDisposable
{
    // A page takes LND some tens of milliseconds; large ones are slow and block its database (lnd #9069, #9716).
    private const ulong InvoicesPerPage = 500;

    private readonly GrpcChannel channel;
    private readonly bool includePrivateHints;

    /// <summary>Does not connect yet: the first call does.</summary>
    /// <exception cref="ArgumentException">A setting is malformed; its value is not in the message.</exception>
    public LndNode(LndNodeSettings settings, TimeProvider time)
        : this(settings, settings.ToChannel(), time)
    {
    }

    internal LndNode(LndNodeSettings settings, GrpcChannelSettings channelSettings, TimeProvider time)
    {
        channel = new GrpcChannel(channelSettings, time);
        includePrivateHints = settings.IncludePrivateHints;
    }

    /// <inheritdoc/>
    public async Task<NodeInfo> GetInfo(CancellationToken cancel)
    {
        try
        {
            return LndAnswers.ToCore(await channel.Unary(LndMethods.GetInfo, new GetInfoRequest(), cancel));
        }
        catch (GrpcStatusException failure)
        {
            throw LndErrors.ToPort(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<AddInvoiceOutcome> AddInvoice(NewNodeInvoice invoice, CancellationToken cancel)
    {
        var request = FromCore(invoice);
        try
        {
            var answer = await channel.Unary(LndMethods.AddInvoice, request, cancel);
            var isOurs = LndAnswers.ToHash(answer.RHash.Span) == invoice.Preimage.Hash();
            return isOurs && answer.PaymentRequest.Length > 0
                ? new AddInvoiceOutcome(AddInvoiceStatus.Added, answer.PaymentRequest)
                : throw LndAnswers.Senseless("another invoice than we asked for");
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.AddInvoice(failure) ?? throw LndErrors.ToPort(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<NodeInvoice?> LookupInvoice(PaymentHash hash, CancellationToken cancel)
    {
        var request = new LookupInvoiceMsg { PaymentHash = ByteString.CopyFrom(hash.ToArray()) };
        try
        {
            var invoice = LndAnswers.ToCore(await channel.Unary(LndMethods.LookupInvoice, request, cancel));
            return invoice.Hash == hash ? invoice : throw LndAnswers.Senseless("another invoice than we asked for");
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.IsUnknownInvoice(failure) ? null : throw LndErrors.ToPort(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<CancelInvoiceStatus> CancelInvoice(PaymentHash hash, CancellationToken cancel)
    {
        var request = new CancelInvoiceMsg { PaymentHash = ByteString.CopyFrom(hash.ToArray()) };
        try
        {
            await channel.Unary(LndMethods.CancelInvoice, request, cancel);
            return CancelInvoiceStatus.Canceled;
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.CancelInvoice(failure) ?? throw LndErrors.ToPort(failure);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeInvoice> SubscribeSettledInvoices(
        ulong afterSettleIndex, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new InvoiceSubscription { SettleIndex = afterSettleIndex };
        await using var invoices = channel
            .ServerStream(LndMethods.SubscribeInvoices, request)
            .GetAsyncEnumerator(cancel);
        while (await MoveNext(invoices))
        {
            // Additions come too: they are not settled.
            if (invoices.Current.State == Invoice.Types.InvoiceState.Settled)
            {
                yield return LndAnswers.ToCore(invoices.Current);
            }
        }

        throw new NodeUnavailableException("LND ended the subscription, as it does when it stops.");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeInvoice> ListSettledInvoices([EnumeratorCancellation] CancellationToken cancel)
    {
        var offset = 0UL;
        while (await ListPage(offset, cancel) is { Invoices.Count: > 0 } page)
        {
            foreach (var invoice in page.Invoices.Where(i => i.State == Invoice.Types.InvoiceState.Settled))
            {
                yield return LndAnswers.ToCore(invoice);
            }

            offset = page.LastIndexOffset > offset
                ? page.LastIndexOffset
                : throw LndAnswers.Senseless("a page of invoices that does not lead on");
        }
    }

    /// <inheritdoc/>
    public async Task<NodePaymentRequest?> DecodePaymentRequest(string paymentRequest, CancellationToken cancel)
    {
        var request = new PayReqString { PayReq = paymentRequest };
        try
        {
            return LndAnswers.ToCore(await channel.Unary(LndMethods.DecodePayReq, request, cancel));
        }
        catch (GrpcStatusException failure)
        {
            return LndErrors.IsPaymentRequestRefused(failure) ? null : throw LndErrors.ToPort(failure);
        }
    }

    /// <summary>Closes the connection; calls that are under way fail.</summary>
    public void Dispose() => channel.Dispose();

    private static async Task<bool> MoveNext(IAsyncEnumerator<Invoice> invoices)
    {
        try
        {
            return await invoices.MoveNextAsync();
        }
        catch (GrpcStatusException failure)
        {
            throw LndErrors.ToPort(failure);
        }
    }

    private async Task<ListInvoiceResponse> ListPage(ulong offset, CancellationToken cancel)
    {
        var request = new ListInvoiceRequest { IndexOffset = offset, NumMaxInvoices = InvoicesPerPage };
        try
        {
            return await channel.Unary(LndMethods.ListInvoices, request, cancel);
        }
        catch (GrpcStatusException failure)
        {
            throw LndErrors.ToPort(failure);
        }
    }

    private Invoice FromCore(NewNodeInvoice invoice)
    {
        // To LND a zero is an absence: an open amount, an expiry of its own choice.
        Invariant.Holds(invoice.Amount is not { IsZero: true }, "an invoice asks for above zero, or for any amount");
        Invariant.Holds(
            invoice.Expiry >= TimeSpan.FromSeconds(1) && invoice.Expiry.Ticks % TimeSpan.TicksPerSecond == 0,
            "an expiry is in whole seconds above zero");
        return new Invoice
        {
            RPreimage = ByteString.CopyFrom(invoice.Preimage.Reveal()),
            ValueMsat = invoice.Amount?.Value ?? 0,
            Memo = invoice.Memo,
            Expiry = invoice.Expiry.Ticks / TimeSpan.TicksPerSecond,
            Private = includePrivateHints,
        };
    }
}
