using System.Text.Json.Nodes;
using Fulgurite.App;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Local;
using Fulgurite.Lightning;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>The running product answers as the document says, and every documented answer can be had.</summary>
public sealed partial class OpenApiAnswersTests
{
    private const string Deposit = """{"currency":"BTCLN","foreign_id":"1909242403","amount":0.0025}""";
    private const string Unknown = "ffffffffffffffffffffffffffffffff";

    [Fact]
    public async Task Every_documented_answer_is_given_as_documented()
    {
        var document = OpenApiText.Read();
        var answers = await AskEverything();

        var verdict = await OpenApiJudge.Judge(document, answers);

        Assert.True(verdict.Answers.Count == 0, string.Join(Environment.NewLine, verdict.Answers));
        Assert.Equal(
            OpenApiText.Responses(document).Order(StringComparer.Ordinal),
            answers.Select(answer => answer.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_answer_of_the_contract_is_one_by_the_schemas_of_Voltage()
    {
        var (operations, problems) = await OpenApiJudge.JudgeByContract(await AskEverything());

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.True(operations >= 30, $"only {operations} operations were judged");
    }

    [Fact]
    public async Task Other_addresses_and_methods_answer_as_the_tags_tell()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);
        await client.Signed("POST", "nothing", "{}");
        await client.Signed("GET", "accounts/list", "");
        await client.Native("POST", "callback-url");
        await client.Open("GET /v1/nothing", "/v1/nothing");

        var told = string.Concat(OpenApiText.Read()["tags"]!.AsArray().Select(tag => tag!["description"]));
        Assert.Equal([404, 405, 405, 404], client.Answers.Select(answer => answer.Status));
        Assert.Equal("POST", client.Answers[1].Headers["allow"]);
        Assert.Equal("GET, PUT", client.Answers[2].Headers["allow"]);
        Assert.All(client.Answers, answer => Assert.Contains($"answers {answer.Status} `{answer.Body}`", Then(told)));
    }

    [Fact]
    public async Task A_callback_is_sent_as_documented()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);
        await Pay(client, product);
        var received = Assert.Single(product.Inbox.Newest());
        var webhook = OpenApiText.Read()["webhooks"]!["deposit"]!["post"]!;

        // Judged as if it were an example of its own: no answer of ours has this body.
        var document = OpenApiText.Read();
        var media = document["webhooks"]!["deposit"]!["post"]!["requestBody"]!["content"]!["application/json"]!;
        media["examples"]!["sent"] = new JsonObject { ["value"] = JsonNode.Parse(received.Body.Span) };
        var verdict = await OpenApiJudge.Judge(document, []);

        Assert.True(received.IsVerified, received.Problem);
        Assert.Empty(verdict.Examples);
        Assert.All(webhook["parameters"]!.AsArray(), parameter =>
        {
            var name = parameter!["name"]!.GetValue<string>();
            var value = Assert.Single(received.Headers, header => header.Key == name).Value;
            var schema = parameter["schema"]!;
            Assert.Matches(schema["pattern"]?.GetValue<string>() ?? $"^{schema["const"]!.GetValue<string>()}$", value);
        });
    }

    private static async Task<List<RecordedAnswer>> AskEverything()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new RecordingClient(product.Address, product.Facts);
        await AskForDeposits(client);
        await AskForNothingMuch(client);
        var callback = await AskForCallbacks(client, product);
        await AskToPay(client, product);
        await AskToSend(client);
        await KeyCalls.Ask(client, product);
        await ChainAnswers.Ask(client);
        await AskToCallBack(client, callback);
        await AskTheForm(client, product.Facts.WalletId);
        await AskForWebhooks(client, product);
        await WalletCalls.Ask(client, product.Facts);
        await StatementCalls.Ask(client, product.Facts);
        await new PaymentAnswers(client, product).Ask();
        await new ChainReceiveAnswers(client, product).Ask();
        await StatementCalls.AskForBill(client, product);
        return
        [
            .. client.Answers,
            .. await AskADeploymentForLocalCallbacks(),
            .. await AskWithoutStorage(product.Facts),
            .. await KeyCalls.AskTooOften(),
            .. await BillCalls.Ask(),
            .. await PayoutCalls.Ask(),
        ];
    }

    // One address is told of in two halves.
    private static string Then(string told) => told.Replace("then 404", "answers 404", StringComparison.Ordinal);

    private static async Task AskForDeposits(RecordingClient client)
    {
        foreach (var path in new[] { "currencies/list", "currencies/pairs", "currencies/rates", "accounts/list" })
        {
            await client.Signed("POST", path, "{}");
            await client.SignedBadly("POST", path);
        }

        await client.SignedBadly("GET", "currencies/list");
        await client.SignedBadly("POST", "addresses/take");
        await client.SignedBadly("GET", "transactions/info");
        await client.SignedBadly("POST", "transactions/info");
        await client.Signed("GET", "currencies/list", "?visible=true");
        await client.Signed("GET", "currencies/list", "?visible=perhaps");
        await client.Signed("POST", "currencies/list", """{"visible":false}""");
        await client.Signed("POST", "currencies/list", """{"visible":"perhaps"}""");
        await client.Signed("POST", "currencies/pairs", """{"currency_from":"btcln"}""");
        await client.Signed("POST", "currencies/pairs", """{"currency_from":"DOGE"}""");
        await client.Signed("POST", "currencies/rates", """{"currency_from":"DOGE","currency_to":"DOGE"}""");
        await client.Signed("POST", "addresses/take", Deposit);
        foreach (var refused in RefusedDeposits())
        {
            await client.Signed("POST", "addresses/take", refused);
        }

        foreach (var refused in new[] { "{}", """{"id":"x"}""", """{"foreign_id":[]}""", """{"id":1,"txid":"x"}""" })
        {
            await client.Signed("POST", "transactions/info", refused);
        }

        var tooLong = new string('x', 256);
        foreach (var refused in new[] { "", "?id=x", $"?foreign_id={tooLong}", "?txid=%07", "?id=1", "?id=1&txid=x" })
        {
            await client.Signed("GET", "transactions/info", refused);
        }
    }

    private static IEnumerable<string> RefusedDeposits()
    {
        string[] amounts = ["null", "\"much\"", "0.00000999", "1", "\"0.001000001\""];
        string[] names = ["[]", $"\"{new string('x', 256)}\"", "\"\\u0007\"", "null"];
        string[] targets = ["DOGE", "BTCLN", "BTC"];
        const string Good = "\"amount\":0.001,\"currency\":\"BTCLN\"";
        return
        [
            .. amounts.Select(amount => $$"""{"currency":"BTCLN","foreign_id":"1","amount":{{amount}}}"""),
            .. names.Select(name => $$"""{"foreign_id":{{name}},{{Good}}}"""),
            .. names[..3].Select(name => $$"""{"foreign_id":"1","end_user_reference":{{name}},{{Good}}}"""),
            .. targets.Select(target => $$"""{"foreign_id":"1","convert_to":"{{target}}",{{Good}}}"""),
            """{"foreign_id":"1","amount":1}""",
            """{"foreign_id":"1","currency":"DOGE"}""",
            """{"foreign_id":"1","currency":"BTC"}""",
            """{"amount":0.1,"currency":"BTC","convert_to":"BTC"}""",
        ];
    }

    private static async Task AskForNothingMuch(RecordingClient client)
    {
        string[] paths = ["/api/v2/ping", "/openapi/v1.json", "/health", "/health/ready", "/health/live"];
        foreach (var path in paths)
        {
            await client.Open($"GET {path}", path);
        }
    }

    // The id of the callback that was sent.
    private static async Task<string> AskForCallbacks(RecordingClient client, SandboxProduct product)
    {
        await client.Native("GET", "callback-url");
        await client.NativeBadly("GET", "callback-url");
        await client.NativeBadly("PUT", "callback-url");
        string[] refused = ["x", "ftp://x", "https://a:b@x", """https://x.example","processing_key":"nobody"""];
        foreach (var body in refused.Select(url => $$"""{"url":"{{url}}"}""").Append("[]").Append(new(' ', 66_000)))
        {
            await client.Native("PUT", "callback-url", sent: body);
        }

        await client.Native("PUT", "callback-url", sent: "not JSON");
        await client.Native("PUT", "callback-url");
        var hash = await Pay(client, product);
        await client.Signed("GET", "transactions/info", $"?txid={hash}");
        await client.Signed("POST", "transactions/info", """{"foreign_id":"1909242403"}""");
        await client.Signed("POST", "accounts/list", "null");
        await client.Open("GET /pay/{payment_hash}", $"/pay/{hash}");
        await client.Open("GET /pay/{payment_hash}", "/pay/nothing");
        await client.Open("GET /pay/{payment_hash}/status", $"/pay/{hash}/status");
        await client.Open("GET /pay/{payment_hash}/status", "/pay/nothing/status");

        var page = await client.Native("GET", "callbacks", "?limit=1");
        await client.Native("GET", "callbacks", "?limit=0");
        await client.Native("GET", "callbacks", "?cursor=0");
        await client.NativeBadly("GET", "callbacks");
        var id = page["items"]![0]!["id"]!.GetValue<string>();
        foreach (var method in new[] { "GET", "POST" })
        {
            var path = method == "GET" ? "callbacks/{callback_id}" : "callbacks/{callback_id}/resend";
            await client.Native(method, path, id);
            await client.Native(method, path, Unknown);
            await client.NativeBadly(method, path, id);
        }

        return JsonNode.Parse(page["items"]![0]!["body"]!.GetValue<string>())!.ToJsonString();
    }

    private static async Task<string> Pay(RecordingClient client, SandboxProduct product)
    {
        var inbox = new Uri(product.Address, SandboxInbox.Path);
        await client.Native("PUT", "callback-url", sent: $$"""{"url":"{{inbox}}"}""");
        var invoice = await TakeInvoice(client);
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{invoice}}"}""");
        Assert.True(Bolt11Invoice.TryDecode(invoice, out var decoded, out _));
        await product.SettleAndCallBack(decoded.PaymentHash);
        return decoded.PaymentHash.ToString();
    }

    private static async Task<string> TakeInvoice(RecordingClient client) =>
        (await client.Signed("POST", "addresses/take", Deposit))["data"]!["address"]!.GetValue<string>();

    private static async Task AskToPay(RecordingClient client, SandboxProduct product)
    {
        var invoice = await TakeInvoice(client);
        await client.Sandbox("/sandbox/pay", "{}");
        await client.Sandbox("/sandbox/pay", """{"payment_request":"lnbc1"}""");
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{invoice}}","outcome":"explode"}""");
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{invoice}}","delay_ms":-1}""");
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{invoice}}","outcome":"fail"}""");
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{invoice}}","outcome":"hold"}""");
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{invoice}}"}""");
        await client.Sandbox("/sandbox/release", "{}");
        await client.Sandbox("/sandbox/release", $$"""{"payment_request":"{{invoice}}","outcome":"fail"}""");
        await client.Sandbox("/sandbox/release", $$"""{"payment_request":"{{invoice}}"}""");
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{invoice}}","delay_ms":1}""");
        foreach (var order in InvoicesToPay())
        {
            await client.Sandbox("/sandbox/invoice", order);
        }

        product.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await TakeInvoice(client);
        product.Clock.Advance(TimeSpan.FromMinutes(16));
        await client.Sandbox("/sandbox/pay", $$"""{"payment_request":"{{late}}"}""");
    }

    private static async Task AskToSend(RecordingClient client)
    {
        const string Path = "/sandbox/send";
        const string Paid = "00000000-0000-4000-8000-000000000001";
        var small = await InvoiceToPay(client, "1000");
        var open = await InvoiceToPay(client, "null");
        await client.Sandbox(Path, $$"""{"payment_id":"{{Paid}}","payment_request":"{{small}}"}""");
        await client.Sandbox(Path, $$"""{"payment_id":"{{Paid}}","payment_request":"{{open}}","amount_msat":1000}""");
        foreach (var wrong in new[] { "\"payment_id\":\"x\"", "\"amount_msat\":0", "\"fee_max_msat\":-1" })
        {
            await client.Sandbox(Path, $$"""{"payment_request":"{{small}}",{{wrong}}}""");
        }

        await client.Sandbox(Path, "{}");
        await client.Sandbox(Path, """{"payment_request":"lnbc1"}""");
        await client.Sandbox(Path, $$"""{"payment_request":"{{open}}"}""");
        await client.Sandbox(Path, $$"""{"payment_request":"{{small}}","amount_msat":1001}""");
        await client.Sandbox(Path, $$"""{"payment_request":"{{open}}","amount_msat":2000000000000000000}""");
        foreach (var id in new[] { Paid, Unknown })
        {
            await client.Open("GET /sandbox/payments/{payment_id}", $"/sandbox/payments/{id}");
        }
    }

    private static async Task<string> InvoiceToPay(RecordingClient client, string amount)
    {
        var issued = await client.Sandbox("/sandbox/invoice", $$"""{"amount_msat":{{amount}}}""");
        return issued["payment_request"]!.GetValue<string>();
    }

    private static IEnumerable<string> InvoicesToPay() =>
    [
        "{}",
        """{"amount_msat":1,"outcome":"fail","failure":"error","delay_ms":600000,"expiry_seconds":31536000}""",
        $$"""{"amount_msat":2100000000000000000,"outcome":"hold","memo":"{{new string('x', 639)}}"}""",
        "null",
        "[]",
        """{"amount_msat":0}""",
        """{"amount_msat":2100000000000000001}""",
        """{"outcome":"explode"}""",
        """{"failure":"bad luck"}""",
        """{"delay_ms":600001}""",
        """{"expiry_seconds":0}""",
        $$"""{"memo":"{{new string('x', 640)}}"}""",
        """{"memo":"\ud800"}""",
    ];

    private static async Task AskToCallBack(RecordingClient client, string body)
    {
        await client.CallBack(SandboxInbox.Path, body);
        await client.CallBack(SandboxInbox.Path, new string(' ', 270_000));
        await client.Sandbox(SandboxInbox.Path, body);
    }

    private static async Task AskTheForm(RecordingClient client, string wallet)
    {
        foreach (var id in new[] { wallet, "nothing" })
        {
            await client.Open("GET /pay/new/{wallet_id}", $"/pay/new/{id}");
            foreach (var amount in new[] { "0.0025", "9" })
            {
                using var form = new FormUrlEncodedContent([new("amount", amount), new("unit", "btc")]);
                await client.Open("POST /pay/new/{wallet_id}", $"/pay/new/{id}", form);
            }
        }

        await client.Open("POST /pay/new/{wallet_id}", $"/pay/new/{wallet}", new StringContent("amount"));
    }

    private static async Task<IReadOnlyList<RecordedAnswer>> AskADeploymentForLocalCallbacks()
    {
        await using var product = await SandboxProduct.Start(allowsLocal: false);
        using var client = new RecordingClient(product.Address, product.Facts);
        await client.Native("PUT", "callback-url", sent: """{"url":"http://merchant.example/"}""");
        await client.Native("PUT", "callback-url", sent: """{"url":"https://127.0.0.1/"}""");
        await client.Native("PUT", "callback-url", sent: """{"url":"https://merchant.example/"}""");
        await client.Native("PUT", "callback-url", sent: """{"url":null}""");
        return client.Answers;
    }

    private static async Task<IReadOnlyList<RecordedAnswer>> AskWithoutStorage(SandboxFacts facts)
    {
        var source = new EngineSource(_ => throw new StorageUnavailableException("unplugged"));
        var targets = new TargetPolicy(AllowsLocal: true);
        await using var server = SandboxProduct.Serve(source, new ManualClock(), targets, mapLocal: null);
        await server.StartAsync();
        using var client = new RecordingClient(new Uri(server.Urls.First()), facts);
        string[] posts = ["currencies/list", "currencies/pairs", "currencies/rates", "accounts/list", "addresses/take"];
        foreach (var path in posts.Append("transactions/info"))
        {
            await client.Signed("POST", path, "{}");
        }

        await client.Signed("GET", "currencies/list", "");
        await client.Signed("GET", "transactions/info", "");
        await client.Native("GET", "callback-url");
        await client.Native("PUT", "callback-url");
        await client.Native("GET", "callbacks");
        await client.Native("GET", "callbacks/{callback_id}", Unknown);
        await client.Native("POST", "callbacks/{callback_id}/resend", Unknown);
        await WalletCalls.AskAll(client, facts, facts.ApiKey);
        await KeyCalls.AskAll(client, facts, facts.ApiKey);
        await AskForWebhooksWithoutStorage(client);
        await PaymentAnswers.AskWithoutStorage(client);
        await client.Open("GET /health", "/health");
        await client.Open("GET /health/ready", "/health/ready");
        return client.Answers;
    }
}
