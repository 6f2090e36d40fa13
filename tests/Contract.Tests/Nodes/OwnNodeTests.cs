using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.App;
using Fulgurite.App.Relay;
using Fulgurite.Billing;
using Fulgurite.Contracts.Lnd;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Ledger;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Secrets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulgurite.Contracts.Nodes;

/// <summary>A line of credit whose wallets a customer's own LND backs, over the real gRPC stack.</summary>
public sealed class OwnNodeTests(LndPeerProcess process)
{
    private const string Line = "00000000-0000-4000-8000-0000000000a1";
    private const string Wallet = "00000000-0000-4000-8000-0000000000a2";
    private const string Payment = "00000000-0000-4000-8000-0000000000a3";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_line_is_made_of_a_node_that_answers_to_its_own_secrets()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await SandboxProduct.Start();

        // Without secrets nobody connects anywhere.
        Assert.Equal("invalid_macaroon", await Refusal(product, peer));
        await Store(product, peer, peer.Macaroon);
        Assert.Equal((HttpStatusCode.Accepted, ""), await Create(product, peer));
        Assert.Equal((HttpStatusCode.Accepted, ""), await Create(product, peer));

        var line = await Get(product, $"{Organization(product)}/lines_of_credit/{Line}/summary");
        Assert.Equal("lnd_node", line["infrastructure"]!["type"]!.GetValue<string>());
        Assert.Equal(peer.Settings().Address, line["infrastructure"]!["config"]!["host"]!.GetValue<string>());
        Assert.Equal(0, line["limit"]!.GetValue<long>());
        Assert.DoesNotContain(peer.Macaroon, line.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_node_that_is_away_refuses_or_is_taken_makes_no_line()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await SandboxProduct.Start();
        await Store(product, peer, "abcd");
        Assert.Equal("invalid_macaroon", await Refusal(product, peer));

        await Store(product, peer, peer.Macaroon, "00000000-0000-4000-8000-0000000000b1");
        Assert.Equal("line_of_credit_not_valid", await Refusal(
            product, peer, "00000000-0000-4000-8000-0000000000b1", "127.0.0.1:1"));
        Assert.Equal((HttpStatusCode.Accepted, ""), await Create(
            product, peer, "00000000-0000-4000-8000-0000000000b1"));

        // The same node for a second line.
        await Store(product, peer, peer.Macaroon, "00000000-0000-4000-8000-0000000000b2");
        Assert.Equal("line_of_credit_not_valid", await Refusal(
            product, peer, "00000000-0000-4000-8000-0000000000b2"));
        await peer.AnswerInfo(new JsonObject
        {
            ["identity_pubkey"] = product.NodeId.Hex,
        });
        Assert.Equal("line_of_credit_not_valid", await Refusal(
            product, peer, "00000000-0000-4000-8000-0000000000b2"));
    }

    [Fact]
    public async Task Receives_at_the_own_node_and_credits_only_that_ones_word()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await Ready(peer);

        var invoice = await Receive(product, 21_000);

        Assert.Equal("21000", (await peer.Recall(invoice.PaymentHash))["value_msat"]!.GetValue<string>());
        Assert.Null(await product.LookUp(invoice.PaymentHash));

        // The operator's node, and another customer's, say what they did not issue.
        var said = new Settlement(product.NodeId, 9, invoice.PaymentHash, new Msat(21_000), product.Clock.GetUtcNow());
        Assert.Equal(SettleInvoiceStatus.OtherNode, await product.Engine.SettleInvoice.Execute(said, None));
        var foreign = said with { Line = new LineOfCreditId(Guid.NewGuid()) };
        Assert.Equal(SettleInvoiceStatus.OtherNode, await product.Engine.SettleInvoice.Execute(foreign, None));
        Assert.Equal(0, await Balance(product));

        await peer.Settle(invoice.PaymentHash);
        await product.Reconcile();
        await product.SettleNext();

        Assert.Equal(21_000, await Balance(product));
    }

    [Fact]
    public async Task An_own_node_cannot_have_the_operators_invoices_credited()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await Ready(peer);
        var invoice = await Receive(product, 50_000, product.Facts.WalletId);

        var forged = new Settlement(
            product.NodeId, 1, invoice.PaymentHash, new Msat(50_000), product.Clock.GetUtcNow())
        {
            Line = LineId,
        };

        Assert.Equal(SettleInvoiceStatus.OtherNode, await product.Engine.SettleInvoice.Execute(forged, None));
    }

    [Fact]
    public async Task Sends_by_the_own_node_with_no_credit_at_all()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await Ready(peer);
        var (request, hash) = await peer.Issue(30_000, new JsonObject { ["feeMsat"] = "7" });

        await Send(product, request);
        await product.Send();

        Assert.Equal(request, (await peer.LastSend())["payment_request"]!.GetValue<string>());
        var payment = await Get(product, $"{Environment(product)}/payments/{Payment}");
        Assert.Equal("completed", payment["status"]!.GetValue<string>());
        Assert.Equal(-30_007, await Balance(product));
        var verdict = await product.Verify(WalletOf(Wallet));
        Assert.Empty(verdict.Findings);
        Assert.Equal(-30_007, verdict.Balances[Account.Available]);
        Assert.NotEqual(default, hash);
    }

    [Fact]
    public async Task Between_two_nodes_a_payment_goes_over_the_network()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await Ready(peer);
        var invoice = await Receive(product, 40_000, product.Facts.WalletId);

        await Send(product, invoice.Text);
        await product.Send();

        // The own node was asked to pay it, which a payment within the ledger never is.
        Assert.Equal(invoice.Text, (await peer.LastSend())["payment_request"]!.GetValue<string>());
        Assert.Equal(0, await Balance(product, product.Facts.WalletId));
    }

    [Fact]
    public async Task Bills_only_the_operators_fees()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await Ready(peer);
        var invoice = await Receive(product, 1_000_000);
        await peer.Settle(invoice.PaymentHash);
        await product.Reconcile();
        await product.SettleNext();
        var (request, _) = await peer.Issue(400_000, new JsonObject { ["feeMsat"] = "1000" });
        await Send(product, request);
        await product.Send();

        product.Clock.Advance(TimeSpan.FromDays(2));
        await product.Engine.Billing.Run.Execute(
            new BillingOrder(LineId, null), null, product.Clock.GetUtcNow(), None);

        // 1 % of 400,000 sent and 0.5 % of 1,000,000 received; the money itself and routing are the customer's.
        var bills = await Get(product, $"{Organization(product)}/bills?sort_order=ASC");
        var bill = bills["items"]![0]!;
        Assert.Equal("Collection", bill["settlement_type"]!.GetValue<string>());
        Assert.Equal(9_000, bill["amt_due"]!["amount"]!.GetValue<long>());

        // It is paid to the operator's node.
        Assert.True(Bolt11Invoice.TryDecode(bill["ln_invoice"]!.GetValue<string>(), out var asked, out _));
        Assert.Equal(product.NodeId, asked.Payee);
        await product.PayOperators(asked);
        await product.Engine.Billing.Run.Execute(
            new BillingOrder(LineId, null), null, product.Clock.GetUtcNow(), None);
        bills = await Get(product, $"{Organization(product)}/bills?sort_order=ASC");
        Assert.Equal("paid", bills["items"]![0]!["status"]!.GetValue<string>());
        Assert.Equal(599_000, await Balance(product));
    }

    [Fact]
    public async Task Its_own_relay_carries_what_it_settles()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await Ready(peer);
        var invoice = await Receive(product, 21_000);
        using var stop = new CancellationTokenSource();
        var relay = new RelayLoop(
            new EngineSource(_ => Task.FromResult(product.Engine)), product.Clock, NullLogger<RelayLoop>.Instance);
        var running = relay.Run(stop.Token);

        await peer.Settle(invoice.PaymentHash);
        var settled = product.SettleNext();
        while (await Task.WhenAny(settled, Task.Delay(TimeSpan.FromMilliseconds(500))) != settled)
        {
            // What settled before the subscription began is found when that was silent for a while.
            product.Clock.Advance(RelaySettlements.SilenceMax);
        }

        await settled;
        Assert.Equal(21_000, await Balance(product));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task One_that_is_away_holds_up_nobody()
    {
        var peer = await process.StartNode(signs: true);
        await using var product = await Ready(peer);
        await Receive(product, 21_000);
        var other = await Receive(product, 30_000, product.Facts.WalletId);
        await peer.DisposeAsync();

        product.Clock.Advance(TimeSpan.FromDays(400));
        await product.Reconcile();

        Assert.True(product.Engine.Credit.Nodes.IsAway(LineId));
        var ended = await product.Engine.Invoices.ByHash(other.PaymentHash, None);
        Assert.Equal(InvoiceState.Expired, ended!.State);
    }

    [Fact]
    public async Task Gives_no_credit_and_touches_no_chain()
    {
        await using var peer = await process.StartNode(signs: true);
        await using var product = await Ready(peer);

        var limit = await Call(
            product, HttpMethod.Patch, $"{Organization(product)}/wallets/{Wallet}", """{"limit":1000}""");
        Assert.Equal("wallet_not_credit_backed", TypeOf(limit));
        var other = await Call(product, HttpMethod.Post, $"{Organization(product)}/wallets", NewWallet(
            product, "00000000-0000-4000-8000-0000000000c1", 5));
        Assert.Equal("wallet_not_credit_backed", TypeOf(other));
        var onChain = await Call(product, HttpMethod.Post, $"{Environment(product)}/payments", $$"""
            {"id":"{{Guid.NewGuid()}}","wallet_id":"{{Wallet}}","currency":"btc","amount_msats":100000000,
            "payment_kind":"onchain"}
            """);
        Assert.Equal("feature_flag_disabled", TypeOf(onChain));
        var shown = await Get(product, $"{Organization(product)}/wallets/{Wallet}");
        Assert.Null(shown["limit"]);
    }

    private static LineOfCreditId LineId => new(Guid.Parse(Line));

    private static WalletId WalletOf(string text) => new(Guid.Parse(text));

    // A product with the line and a wallet under it.
    private static async Task<SandboxProduct> Ready(LndPeer peer)
    {
        var product = await SandboxProduct.Start();
        await Store(product, peer, peer.Macaroon);
        Assert.Equal((HttpStatusCode.Accepted, ""), await Create(product, peer));
        var (status, body) = await Call(
            product, HttpMethod.Post, $"{Organization(product)}/wallets", NewWallet(product, Wallet, 0));
        Assert.Equal((HttpStatusCode.Accepted, ""), (status, body));
        return product;
    }

    private static async Task Store(
        SandboxProduct product, LndPeer peer, string macaroon, string line = Line)
    {
        var names = NodeSecrets.Of(new LineOfCreditId(Guid.Parse(line)));
        await product.Secrets.GetOrCreate(names.Certificate, new SecretValue(peer.Certificate.CertificatePem), None);
        await product.Secrets.GetOrCreate(names.Macaroon, new SecretValue(macaroon), None);
        await product.Secrets.GetOrCreate(names.PaymentsMacaroon, new SecretValue(peer.PaymentsMacaroon), None);
    }

    private static Task<(HttpStatusCode Status, string Body)> Create(
        SandboxProduct product, LndPeer peer, string line = Line, string? host = null) =>
        Call(product, HttpMethod.Post, $"{Environment(product)}/lines_of_credit", $$"""
            {"id":"{{line}}","reconciliation_frequency":"daily","anchor_date":"2026-01-01",
            "volume_fee_percentage": {"send": 1, "receive": 0.5},
            "infrastructure": {"type": "lnd_node", "config": {"host": "{{host ?? peer.Settings().Address}}" } } }
            """);

    private static async Task<string?> Refusal(
        SandboxProduct product, LndPeer peer, string line = Line, string? host = null) =>
        TypeOf(await Create(product, peer, line, host));

    private static string NewWallet(SandboxProduct product, string id, long limit) => $$"""
        {"id":"{{id}}","environment_id":"{{product.Facts.EnvironmentId}}","line_of_credit_id":"{{Line}}",
        "name":"Our own","network":"mutinynet","limit":{{limit}},"metadata":null}
        """;

    private static async Task<Bolt11Invoice> Receive(SandboxProduct product, long amount, string wallet = Wallet)
    {
        var id = Guid.NewGuid();
        var made = await Call(product, HttpMethod.Post, $"{Environment(product)}/payments", $$"""
            {"id":"{{id}}","wallet_id":"{{wallet}}","currency":"btc","amount_msats":{{amount}},
            "payment_kind":"bolt11"}
            """);
        Assert.Equal((HttpStatusCode.Accepted, ""), made);
        var payment = await Get(product, $"{Environment(product)}/payments/{id}");
        var request = payment["data"]!["payment_request"]!.GetValue<string>();
        Assert.True(Bolt11Invoice.TryDecode(request, out var invoice, out _));
        return invoice;
    }

    private static async Task Send(SandboxProduct product, string request)
    {
        var made = await Call(product, HttpMethod.Post, $"{Environment(product)}/payments", $$"""
            {"id":"{{Payment}}","wallet_id":"{{Wallet}}","currency":"btc","type":"bolt11",
            "data": {"payment_request": "{{request}}" } }
            """);
        Assert.Equal((HttpStatusCode.Accepted, ""), made);
    }

    private static async Task<long> Balance(SandboxProduct product, string wallet = Wallet)
    {
        var shown = await Get(product, $"{Organization(product)}/wallets/{wallet}");
        var total = shown["balances"]![0]!["total"]!;
        var amount = total["amount"]!.GetValue<long>();
        return total["negative"]!.GetValue<bool>() ? -amount : amount;
    }

    private static string Organization(SandboxProduct product) => $"v1/organizations/{product.Facts.OrganizationId}";

    private static string Environment(SandboxProduct product) =>
        $"{Organization(product)}/environments/{product.Facts.EnvironmentId}";

    private static string? TypeOf((HttpStatusCode Status, string Body) answer) =>
        JsonNode.Parse(answer.Body)?["error"]?["type"]?.GetValue<string>();

    private static async Task<JsonNode> Get(SandboxProduct product, string path)
    {
        var (status, body) = await Call(product, HttpMethod.Get, path, null);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(body)!;
    }

    private static async Task<(HttpStatusCode Status, string Body)> Call(
        SandboxProduct product, HttpMethod method, string path, string? body)
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-api-key", product.Facts.ApiKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
