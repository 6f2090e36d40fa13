using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Fulgurite.Lightning;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Fulgurite.Money;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using BoltHash = Fulgurite.Lightning.PaymentHash;

namespace Fulgurite.Bench.Node;

/// <summary>
/// Speaks as much of LND's gRPC as the product asks for, over the same wire: HTTP/2 with TLS, trailers, signed BOLT 11.
/// It forgets an invoice when it is settled, so that it does not grow in a long run.
/// </summary>
internal sealed class NodeStandIn : IAsyncDisposable
{
    private const int MessageBytesMax = 1 << 20;

    private readonly NodePrivateKey key = new(RandomNumberGenerator.GetBytes(32));
    private readonly ConcurrentDictionary<BoltHash, Invoice> open = new();
    private readonly List<Channel<Invoice>> subscribers = [];
    private readonly List<Invoice> settled = [];
    private readonly Pace pace;
    private readonly TimeSpan? settlesAfter;
    private readonly WebApplication server;

    private NodeStandIn(TimeSpan interval, TimeSpan? settlesAfter)
    {
        pace = new Pace(interval);
        this.settlesAfter = settlesAfter;
        using var certificate = Certificate();
        CertificatePem = certificate.ExportCertificatePem();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var presented = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            endpoint.UseHttps(presented);
        }));
        server = builder.Build();
        server.Run(Answer);
    }

    /// <summary>Its <c>tls.cert</c>.</summary>
    public string CertificatePem { get; }

    /// <summary><c>HOST:PORT</c>.</summary>
    public string Address => new Uri(server.Urls.First()).Authority;

    /// <summary>Starts one.</summary>
    /// <param name="interval">The least time between two added invoices; zero, as fast as it can.</param>
    /// <param name="settlesAfter">Pays every invoice by itself after this time; null, none.</param>
    public static async Task<NodeStandIn> Start(TimeSpan interval, TimeSpan? settlesAfter = null)
    {
        var node = new NodeStandIn(interval, settlesAfter);
        await node.server.StartAsync();
        return node;
    }

    /// <summary>A child that serves one until its standard input ends.</summary>
    /// <param name="args">
    /// Microseconds between invoices; then, where it pays them itself, milliseconds until it does.
    /// </param>
    public static async Task Serve(string[] args)
    {
        var interval = TimeSpan.FromMicroseconds(int.Parse(args[0]));
        await using var node = await Start(
            interval, args.Length > 1 ? TimeSpan.FromMilliseconds(int.Parse(args[1])) : null);
        Console.WriteLine(new JsonObject
        {
            ["address"] = node.Address,
            ["certificate"] = node.CertificatePem,
        }.ToJsonString());
        await Console.In.ReadToEndAsync();
    }

    /// <summary>The invoice is paid: tells every subscriber.</summary>
    public void Settle(BoltHash hash)
    {
        if (!open.TryRemove(hash, out var invoice))
        {
            return;
        }

        invoice.State = Invoice.Types.InvoiceState.Settled;
        invoice.AmtPaidMsat = invoice.ValueMsat;
        invoice.SettleDate = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        lock (settled)
        {
            settled.Add(invoice);
            invoice.SettleIndex = (ulong)settled.Count;
            foreach (var subscriber in subscribers)
            {
                subscriber.Writer.TryWrite(invoice);
            }
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static X509Certificate2 Certificate()
    {
        using var certified = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=stand-in", certified, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private async Task Answer(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        var method = context.Request.Path.Value![(context.Request.Path.Value!.LastIndexOf('/') + 1)..];
        var request = await GrpcFrame.Read(context.Request.Body, MessageBytesMax, context.RequestAborted) ?? [];
        IMessage? answer = method switch
        {
            "GetInfo" => Info(),
            "AddInvoice" => await Add(Invoice.Parser.ParseFrom(request)),
            "ListInvoices" => new ListInvoiceResponse(),
            _ => null,
        };
        if (method == "SubscribeInvoices")
        {
            await Stream(context, InvoiceSubscription.Parser.ParseFrom(request).SettleIndex);
        }
        else if (answer is not null)
        {
            await context.Response.Body.WriteAsync(GrpcFrame.Encode(answer));
        }

        context.Response.AppendTrailer("grpc-status", answer is null ? "12" : "0");
    }

    private GetInfoResponse Info() => new()
    {
        IdentityPubkey = key.PublicKey.Hex,
        Alias = "stand-in",
        SyncedToChain = true,
        Version = "0.20.0-beta",
        Chains = { new Chain { Network = "regtest" } },
    };

    private async Task<AddInvoiceResponse> Add(Invoice asked)
    {
        await pace.Turn();
        var preimage = new PaymentPreimage(asked.RPreimage.Span);
        var hash = preimage.Hash();
        var createdAt = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        asked.RHash = ByteString.CopyFrom(hash.ToArray());
        asked.PaymentRequest = new Bolt11Draft
        {
            Network = BitcoinNetwork.Regtest,
            Amount = asked.ValueMsat == 0 ? null : new Msat(asked.ValueMsat),
            CreatedAt = createdAt,
            PaymentHash = hash,
            PaymentSecret = new PaymentSecret(RandomNumberGenerator.GetBytes(32)),
            Description = asked.Memo,
            Expiry = TimeSpan.FromSeconds(asked.Expiry),
            MinFinalCltvExpiryDelta = new CltvExpiryDelta(80),
        }.Sign(key);
        open[hash] = asked;
        if (settlesAfter is { } delay)
        {
            _ = SettleLater(hash, delay);
        }

        return new AddInvoiceResponse { RHash = asked.RHash, PaymentRequest = asked.PaymentRequest };
    }

    private async Task SettleLater(BoltHash hash, TimeSpan delay)
    {
        await Task.Delay(delay);
        Settle(hash);
    }

    // As LND does: whatever was settled after the index, and from 0 no backlog.
    private async Task Stream(HttpContext context, ulong after)
    {
        var live = Channel.CreateUnbounded<Invoice>();
        lock (settled)
        {
            foreach (var invoice in after == 0 ? [] : settled.Skip((int)after))
            {
                live.Writer.TryWrite(invoice);
            }

            subscribers.Add(live);
        }

        try
        {
            await context.Response.StartAsync();
            await foreach (var invoice in live.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(GrpcFrame.Encode(invoice));
                await context.Response.Body.FlushAsync();
            }
        }
        finally
        {
            lock (settled)
            {
                subscribers.Remove(live);
            }
        }
    }
}
