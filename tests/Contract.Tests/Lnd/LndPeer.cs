using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Fulgurite.Lightning;
using Fulgurite.Lnd;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Lnd;

/// <summary>One stand-in for LND: a gRPC server with invoices, credentials and faults of its own.</summary>
internal sealed class LndPeer : IAsyncDisposable
{
    private static readonly TimeSpan EventTimeout = TimeSpan.FromSeconds(60);

    private readonly LndPeerProcess process;
    private readonly int node;

    private LndPeer(LndPeerProcess process, int node, int port, NodeCertificate certificate)
    {
        this.process = process;
        this.node = node;
        Port = port;
        Certificate = certificate;
    }

    public int Port { get; }

    public NodeCertificate Certificate { get; }

    /// <summary>The macaroon that may do everything but pay.</summary>
    public string Macaroon { get; private init; } = "";

    /// <summary>The macaroon that may only read.</summary>
    public string ReadonlyMacaroon { get; private init; } = "";

    /// <summary>The macaroon that may pay, and nothing else: a real one, which can be narrowed.</summary>
    public string PaymentsMacaroon { get; private init; } = "";

    /// <summary>The macaroon for the wallet on the chain, and nothing else.</summary>
    public string ChainMacaroon { get; private init; } = "";

    /// <param name="process">Where it lives.</param>
    /// <param name="certificate">What it presents.</param>
    /// <param name="signs">Whether its invoices are BOLT 11 that others can read.</param>
    public static async Task<LndPeer> Start(
        LndPeerProcess process, NodeCertificate certificate, bool signs = false)
    {
        var macaroon = RandomNumberGenerator.GetHexString(120, lowercase: true);
        var readonlyMacaroon = RandomNumberGenerator.GetHexString(120, lowercase: true);
        var chainMacaroon = RandomNumberGenerator.GetHexString(120, lowercase: true);
        var started = await process.Send("start", new JsonObject
        {
            ["certificate"] = certificate.CertificatePem,
            ["key"] = certificate.KeyPem,
            ["macaroon"] = macaroon,
            ["readonlyMacaroon"] = readonlyMacaroon,
            ["chainMacaroon"] = chainMacaroon,
            ["signs"] = signs,
        });
        return new LndPeer(process, started["node"]!.GetValue<int>(), started["port"]!.GetValue<int>(), certificate)
        {
            Macaroon = macaroon,
            ReadonlyMacaroon = readonlyMacaroon,
            PaymentsMacaroon = started["paymentsMacaroon"]!.GetValue<string>(),
            ChainMacaroon = chainMacaroon,
        };
    }

    /// <summary>A server that answers in one wrong way (tests/Peers/odd-server.mjs).</summary>
    public static async Task<LndPeer> StartOdd(LndPeerProcess process, string kind)
    {
        var certificate = NodeCertificate.Create();
        var started = await process.Send("startOdd", new JsonObject
        {
            ["certificate"] = certificate.CertificatePem,
            ["key"] = certificate.KeyPem,
            ["kind"] = kind,
        });
        return new LndPeer(process, started["node"]!.GetValue<int>(), started["port"]!.GetValue<int>(), certificate)
        {
            Macaroon = "ab",
        };
    }

    /// <summary>Settings that fit.</summary>
    public LndNodeSettings Settings(int? port = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port ?? Port}"),
        Certificate.CertificatePem,
        new SecretValue(Macaroon));

    /// <summary>The adapter, connected as it would be in production.</summary>
    public LndNode Connect() => new(Settings(), TimeProvider.System);

    /// <summary>What pays, with its own macaroon.</summary>
    public LndPayingNode ConnectToPay(int? port = null, TimeProvider? time = null) =>
        new(Settings(port) with { MacaroonHex = new SecretValue(PaymentsMacaroon) }, time ?? TimeProvider.System);

    /// <summary>What reads its payments and its balance, with the macaroon that may only read.</summary>
    public LndNodeAccounts ConnectToAudit() =>
        new(Settings() with { MacaroonHex = new SecretValue(ReadonlyMacaroon) }, TimeProvider.System);

    /// <summary>Its wallet on the chain, with the macaroon for that.</summary>
    public LndChainWallet ConnectToChain(BitcoinNetwork network = BitcoinNetwork.Regtest) =>
        new(Settings() with { MacaroonHex = new SecretValue(ChainMacaroon) }, network, TimeProvider.System);

    /// <summary>Lets the wallet spend a coin more.</summary>
    public Task GiveCoin(long sats) => Send("giveCoin", new JsonObject { ["sats"] = sats });

    /// <summary>What every transaction costs from now on.</summary>
    public Task SetChainFee(long sats) => Send("chainFee", new JsonObject { ["sats"] = sats });

    /// <summary>The height of the best block.</summary>
    public Task SetChainHeight(int height) => Send("chainHeight", new JsonObject { ["height"] = height });

    /// <summary>Puts a transaction of somebody else before the wallet (tests/Peers/lnd-chain.mjs).</summary>
    public Task ListTransaction(JsonObject transaction) => Send("listTransaction", transaction);

    /// <summary>What the wallet was asked, in order.</summary>
    public async Task<List<JsonObject>> ChainRequests() =>
        [.. (await Send("chainRequests", []))["requests"]!.AsArray().Select(request => request!.AsObject())];

    /// <summary>Adds payments of somebody else, every other index unused.</summary>
    public Task FillPayments(int count) => Send("fillPayments", new JsonObject { ["count"] = count });

    /// <summary>What ChannelBalance answers.</summary>
    public Task SetBalance(JsonObject balance) => Send("balance", new JsonObject { ["balance"] = balance });

    /// <summary>The bare channel, for requests that the port cannot express.</summary>
    public GrpcChannel OpenChannel() => new(Settings().ToChannel(), TimeProvider.System);

    /// <summary>What one RPC does from now on (tests/Peers/lnd.mjs).</summary>
    public Task Fault(string rpc, JsonObject fault) =>
        Send("fault", new JsonObject { ["rpc"] = rpc, ["fault"] = fault });

    /// <summary>Replaces fields of the answer to GetInfo.</summary>
    public Task AnswerInfo(JsonObject info) => Send("answer", new JsonObject { ["info"] = info });

    /// <summary>Settles an invoice, leaving <paramref name="skip"/> indexes unused before it.</summary>
    public async Task<ulong> Settle(PaymentHash hash, long? amountPaidMsat = null, int skip = 0)
    {
        var arguments = new JsonObject { ["hash"] = hash.ToString(), ["skip"] = skip };
        if (amountPaidMsat is { } paid)
        {
            arguments["amountPaidMsat"] = paid.ToString(CultureInfo.InvariantCulture);
        }

        return (await Send("settle", arguments))["settleIndex"]!.GetValue<ulong>();
    }

    public Task Hold(PaymentHash hash) => Send("hold", new JsonObject { ["hash"] = hash.ToString() });

    public Task Expire(PaymentHash hash) => Send("expire", new JsonObject { ["hash"] = hash.ToString() });

    /// <summary>Adds invoices of 1,000 msat and settles them.</summary>
    public Task Fill(int count, bool everyThirdIsOpen = false, int skip = 0) => Send("fill", new JsonObject
    {
        ["count"] = count,
        ["everyThirdIsOpen"] = everyThirdIsOpen,
        ["skip"] = skip,
    });

    /// <summary>An invoice as the server received it.</summary>
    public Task<JsonObject> Recall(PaymentHash hash) => Send("recall", new JsonObject { ["hash"] = hash.ToString() });

    /// <summary>An invoice of a payee, and how its payment will go (tests/Peers/lnd-payments.mjs).</summary>
    public async Task<(string Request, PaymentHash Hash)> Issue(
        long? amountMsat = 21_000, JsonObject? plan = null, int agedSeconds = 0, bool isOwn = false)
    {
        var issued = await Send("issue", new JsonObject
        {
            ["amountMsat"] = amountMsat,
            ["plan"] = plan ?? [],
            ["agedSeconds"] = agedSeconds,
            ["isOwn"] = isOwn,
        });
        Assert.True(PaymentHash.TryParse(issued["hash"]!.GetValue<string>(), out var hash));
        return (issued["paymentRequest"]!.GetValue<string>(), hash);
    }

    /// <summary>Ends a payment that hangs.</summary>
    public Task Release(PaymentHash hash, bool isSettled) => Send(
        "release", new JsonObject { ["hash"] = hash.ToString(), ["outcome"] = isSettled ? "settle" : "fail" });

    /// <summary>A node takes keysends from now on (tests/Peers/lnd-payments.mjs).</summary>
    public Task TakeKeysends(NodePublicKey destination, JsonObject plan) =>
        Send("takeKeysends", new JsonObject { ["destination"] = destination.Hex, ["plan"] = plan });

    /// <summary>Takes whatever macaroon comes from now on, as LND does with <c>no-macaroons</c>.</summary>
    public Task CheckNoMacaroons() => Send("noMacaroons", []);

    /// <summary>The last request to pay as the server received it.</summary>
    public Task<JsonObject> LastSend() => Send("lastSend", []);

    /// <summary>The next event of a kind, from now or before.</summary>
    public async Task<JsonObject> Next(string kind)
    {
        using var timeout = new CancellationTokenSource(EventTimeout);
        while (true)
        {
            var message = await process.EventsOf(node).ReadAsync(timeout.Token);
            if (message["event"]!.GetValue<string>() == kind)
            {
                return message;
            }
        }
    }

    public async ValueTask DisposeAsync() => await Send("stop", []);

    private Task<JsonObject> Send(string command, JsonObject arguments)
    {
        arguments["node"] = node;
        return process.Send(command, arguments);
    }
}
