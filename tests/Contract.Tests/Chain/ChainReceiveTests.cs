using System.Text.Json.Nodes;
using Fulgurite.Bitcoin;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Lightning;

namespace Fulgurite.Contracts.Chain;

/// <summary>Receives on chain and by either, over the native API.</summary>
public sealed class ChainReceiveTests
{
    private const string Id = "35353535-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("""{"payment_kind":"onchain","amount":{"amount":50000000,"currency":"BTC"}}""")]
    [InlineData("""{"payment_kind":"onchain","amount_msats":50000000}""")]
    [InlineData("""{"payment_kind":"onchain","amount_sats":50000}""")]
    public async Task Shows_an_address_that_asks_for_the_amount_however_it_was_written(string members)
    {
        await using var shop = await Shop.Open();

        Assert.Equal(202, await shop.Create(members));
        var made = await shop.Read();

        Assert.Equal(("onchain", "receiving"), (Text(made, "type"), Text(made, "status")));
        Assert.Equal("50000", Text(made, "data", "amount_sats"));
        Assert.Equal("50000000", Text(made, "requested_amount", "amount"));
        Assert.Equal($"bitcoin:{Text(made, "data", "address")}?amount=0.0005", Text(made, "bip21_uri"));
        Assert.Equal(("3600", "0"), (Text(made, "data", "expiration"), Count(made, "data", "receipts")));
    }

    [Theory]
    [InlineData("""{"payment_kind":"onchain"}""", 400, "amount_required", "required")]
    [InlineData("""{"payment_kind":"onchain","amount_msats":null}""", 400, "amount_required", "required")]
    [InlineData("""{"payment_kind":"onchain","amount_sats":0}""", 400, "invalid_amount", "below_minimum")]
    [InlineData("""{"payment_kind":"onchain","amount_msats":999}""", 400, "invalid_amount", null)]
    [InlineData("""{"payment_kind":"bip21","amount_msats":1001}""", 400, "invalid_amount", null)]
    [InlineData("""{"payment_kind":"onchain","amount_sats":2100000000000000}""", 202, null, null)]
    [InlineData("""{"payment_kind":"onchain","amount_sats":2100000000000001}""", 400, "invalid_amount", null)]
    [InlineData("""{"payment_kind":"onchain","amount_sats":1}""", 202, null, null)]
    [InlineData("""{"payment_kind":"bip21"}""", 202, null, null)]
    [InlineData("""{"payment_kind":"onchain","amount_sats":1,"expiration":86401}""", 400, "invalid_receive_payment",
        "validation_failed")]
    [InlineData("""{"payment_kind":"onchain","amount_sats":1,"description":""}""", 400, "invalid_description",
        "too_short")]
    public async Task Takes_whole_satoshis_and_refuses_the_rest_by_name(
        string members, int status, string? type, string? code)
    {
        await using var shop = await Shop.Open();

        Assert.Equal(status, await shop.Create(members));

        var error = shop.Last["error"];
        Assert.Equal((type, code), (error?["type"]?.ToString(), error?["code"]?.ToString()));
        Assert.Equal(status == 202 ? "1" : "0", Text(await shop.List(""), "total"));
    }

    [Fact]
    public async Task Its_uri_says_all_of_it_and_reads_back()
    {
        await using var shop = await Shop.Open();
        await shop.Create(
            """{"payment_kind":"bip21","amount_msats":50000000,"description":"tea & 50% cake?","expiration":900}""");

        var made = await shop.Read();

        Assert.True(Bip21Uri.TryParse(Text(made, "bip21_uri"), BitcoinNetwork.Regtest, out var uri, out _));
        Assert.Equal(
            (Text(made, "data", "address"), 50_000_000, "tea & 50% cake?", Text(made, "data", "payment_request")),
            (uri.Address!.ToString(), uri.Amount!.Value.Value, uri.Message, uri.Lightning));
        Assert.True(Bolt11Invoice.TryDecode(uri.Lightning, out var invoice, out _));
        Assert.Equal((50_000_000, "tea & 50% cake?"), (invoice.Amount!.Value.Value, invoice.Description));
        Assert.Equal(("tea & 50% cake?", "900"), (
            Text(made, "data", "description"), Text(made, "data", "expiration")));
    }

    [Fact]
    public async Task Parts_are_shown_with_their_credits_until_it_is_completed()
    {
        await using var shop = await Shop.Open();
        await shop.Create("""{"payment_kind":"onchain","amount_sats":50000,"metadata":{"a":"b"}}""");

        await shop.Pay(20_000);
        var pending = Text(await shop.Read(), "data", "receipts", "0", "data", "is_pending");
        await shop.Mine();
        shop.Product.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.Pay(30_000);
        await shop.Mine();
        var paid = await shop.Read();

        Assert.Equal(("true", "completed"), (pending, Text(paid, "status")));
        var receipts = paid["data"]!["receipts"]!.AsArray();
        Assert.Equal(["20000", "30000"], receipts.Select(receipt => Text(receipt!, "amount_sats")));
        Assert.All(receipts, receipt => Assert.Equal(
            (Text(receipt!, "tx_id"), "1", "false"),
            (Text(receipt!, "data", "tx_id"), Text(receipt!, "required_confirmations_num"),
                Text(receipt!, "data", "is_pending"))));
        var ledger = await shop.Client.Organization(
            "GET", "wallets/{wallet_id}/ledger" + $"?payment_id={Id}&sort_order=ASC", shop.Product.Facts.WalletId);
        Assert.Equal(
            receipts.Select(receipt => Text(receipt!, "ledger_id")),
            ledger["items"]!.AsArray().Select(line => Text(line!, "credit_id")));
        Assert.Equal("50000000", Text(paid, "payment_breakdown", "principal", "amount"));
        var history = await shop.Client.Native("GET", "payments/{payment_id}/history", Id);
        Assert.Equal(
            ["generating", "receiving", "detected", "succeeded", "detected", "completed"],
            history["events"]!.AsArray().Select(step => Text(step!, "event_type")));
    }

    [Fact]
    public async Task Over_Lightning_it_is_completed_too_and_both_ways_are_shown()
    {
        await using var shop = await Shop.Open();
        await shop.Create("""{"payment_kind":"bip21","amount_sats":50000}""");
        var made = await shop.Read();
        await shop.Client.Sandbox(
            "/sandbox/pay", $$"""{"payment_request":"{{Text(made, "data", "payment_request")}}"}""");
        Assert.True(Bolt11Invoice.TryDecode(Text(made, "data", "payment_request"), out var invoice, out _));
        await shop.Product.Settle(invoice.PaymentHash);
        await shop.Pay(7);
        await shop.Mine();

        var paid = await shop.Read();

        Assert.Equal("completed", Text(paid, "status"));
        Assert.Equal(["lightning", "onchain"], paid["data"]!["receipts"]!.AsArray().Select(r => Text(r!, "type")));
        Assert.Equal(64, Text(paid, "data", "receipts", "0", "data", "preimage").Length);
        Assert.Equal("50007000", Text(paid, "payment_breakdown", "principal", "amount"));
        Assert.Equal("1", Text(await shop.List("?kind=bip21&statuses=completed"), "total"));
        Assert.Equal("0", Text(await shop.List("?kind=bolt11"), "total"));
        var summary = await shop.Client.Native("GET", "payments/summary", "?kind=bip21");
        Assert.Equal("1", Text(summary, "total_count"));
    }

    [Fact]
    public async Task What_comes_after_its_end_is_frozen()
    {
        await using var shop = await Shop.Open();
        await shop.Create("""{"payment_kind":"onchain","amount_sats":50000,"expiration":60}""");
        shop.Product.Clock.Advance(TimeSpan.FromMinutes(5));
        await shop.Product.Engine.Reconcile.Execute(CancellationToken.None);
        await shop.Pay(50_000);
        await shop.Mine();

        var late = await shop.Read();

        Assert.Equal(("expired", "expired"), (Text(late, "status"), Text(late, "error", "code")));
        Assert.Equal(("0", "50000"), (
            Count(late, "data", "receipts"), Text(late, "frozen", "0", "data", "amount_sats")));
        Assert.NotEmpty(Text(late, "frozen", "0", "data", "reason", "other"));
    }

    [Fact]
    public async Task A_repeat_is_refused_and_with_an_idempotency_key_accepted_where_it_is_the_same()
    {
        await using var shop = await Shop.Open();
        const string Asked = """{"payment_kind":"bip21","amount_sats":5,"description":"tea"}""";
        Assert.Equal(202, await shop.Create(Asked));
        Assert.Equal(409, await shop.Create(Asked));
        Assert.Equal(409, await shop.Create("""{"payment_kind":"bolt11","amount_sats":5,"description":"tea"}"""));
        var address = Text(await shop.Read(), "data", "address");

        Assert.Equal(202, await shop.Create(Asked, "again"));
        Assert.Equal(409, await shop.Create("""{"payment_kind":"bip21","amount_sats":6}""", "again"));
        Assert.Equal(409, await shop.Create("""{"payment_kind":"onchain","amount_sats":5}""", "again"));
        Assert.Equal(409, await shop.Create("""{"payment_kind":"bolt11","amount_sats":5}""", "again"));

        Assert.Equal(address, Text(await shop.Read(), "data", "address"));
        Assert.Equal("1", Text(await shop.List(""), "total"));
    }

    [Fact]
    public async Task Without_a_wallet_on_the_chain_it_is_refused_and_nothing_is_kept()
    {
        await using var shop = await Shop.Open(hasChain: false);

        Assert.Equal(400, await shop.Create("""{"payment_kind":"onchain","amount_sats":1}"""));
        Assert.Equal("feature_flag_disabled", Text(shop.Last, "error", "type"));
        Assert.Equal("onchain", Text(shop.Last, "error", "context", "feature"));
        Assert.Equal(400, await shop.Create("""{"payment_kind":"bip21"}"""));
        Assert.Equal(202, await shop.Create("""{"payment_kind":"bolt11"}"""));
    }

    private static string Count(JsonNode node, params string[] path) =>
        $"{path.Aggregate(node, (at, name) => at[name]!).AsArray().Count}";

    private static string Text(JsonNode node, params string[] path) =>
        path.Aggregate(node, (at, name) => int.TryParse(name, out var index) ? at[index]! : at[name]!).ToString();

    // A merchant of a running product.
    private sealed class Shop : IAsyncDisposable
    {
        private Shop(SandboxProduct product)
        {
            Product = product;
            Client = new RecordingClient(product.Address, product.Facts);
        }

        public SandboxProduct Product { get; }

        public RecordingClient Client { get; }

        public JsonNode Last { get; private set; } = new JsonObject();

        public static async Task<Shop> Open(bool hasChain = true) =>
            new(await SandboxProduct.Start(hasChain: hasChain));

        public async Task<int> Create(string members, string? idempotencyKey = null)
        {
            var body = JsonNode.Parse(members)!.AsObject();
            (body["id"], body["wallet_id"]) = (Id, Product.Facts.WalletId);
            using var http = new HttpClient { BaseAddress = Product.Address };
            http.DefaultRequestHeaders.Add("X-Api-Key", Product.Facts.ApiKey);
            if (idempotencyKey is not null)
            {
                http.DefaultRequestHeaders.Add("Idempotency-Key", idempotencyKey);
            }

            using var sent = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            var path = $"/v1/organizations/{Product.Facts.OrganizationId}/environments/{Product.Facts.EnvironmentId}";
            using var answer = await http.PostAsync($"{path}/payments", sent);
            var text = await answer.Content.ReadAsStringAsync();
            Last = text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
            return (int)answer.StatusCode;
        }

        public Task<JsonNode> Read() => Client.Native("GET", "payments/{payment_id}", Id);

        public Task<JsonNode> List(string query) => Client.Native("GET", "payments", query);

        public async Task Pay(long sats)
        {
            var address = Text(await Read(), "data", "address");
            await Client.Sandbox("/sandbox/faucet", $$"""{"address":"{{address}}","amount_sats":{{sats}}}""");
            await Product.Engine.OnChain.Watch!.Execute(CancellationToken.None);
        }

        public async Task Mine()
        {
            await Client.Sandbox("/sandbox/mine", """{"blocks":1}""");
            await Product.Engine.OnChain.Watch!.Execute(CancellationToken.None);
        }

        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            return Product.DisposeAsync();
        }
    }
}
