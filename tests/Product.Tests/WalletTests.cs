using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>An integrator opens, funds, uses and deletes wallets.</summary>
public sealed class WalletTests(ProductOverAzurite fixture) : IClassFixture<ProductOverAzurite>
{
    private readonly RunningProduct product = fixture.Product;

    [Fact]
    public async Task A_wallet_lives_from_its_first_request_to_its_deletion()
    {
        var id = Guid.NewGuid();
        var before = await Allocated();
        var body = $$$"""
            {"id":"{{{id.ToString().ToUpperInvariant()}}}","name":"Tea shop","network":"mutinynet","limit":7000,
            "metadata":{"a":"b"},"line_of_credit_id":"{{{Line}}}"}
            """;
        Assert.Equal("", (await Ask(HttpMethod.Post, "/wallets", body)).With(202).Text);
        (await Ask(HttpMethod.Post, "/wallets", body)).With(202);
        Assert.Equal("wallet_exists", Type(await Ask(
            HttpMethod.Post, "/wallets", body.Replace("7000", "7001", StringComparison.Ordinal)), 409));

        var wallet = (await Ask(HttpMethod.Get, $"/wallets/{id}")).With(200).Json;
        Assert.Equal(("Tea shop", 7_000L, true, "b"), (
            Text(wallet, "name"), wallet["limit"]!.GetValue<long>(), wallet["active"]!.GetValue<bool>(),
            Text(wallet["metadata"]!, "a")));
        var available = wallet["balances"]![0]!["available"]!.ToJsonString();
        Assert.Equal("""{"currency":"btc","amount":0,"unit":"msats","negative":false}""", available);
        Assert.Equal(before + 7_000, await Allocated());
        Assert.Contains(id.ToString(), await Listed(""));

        (await Ask(HttpMethod.Patch, $"/wallets/{id}", """{"name":"Coffee","limit":6000,"metadata":null}""")).With(202);
        Assert.Equal(before + 6_000, await Allocated());
        Assert.Equal("", (await Ask(HttpMethod.Delete, $"/wallets/{id}")).With(202).Text);

        Assert.Equal(before, await Allocated());
        Assert.DoesNotContain(id.ToString(), await Listed(""));
        Assert.Contains(id.ToString(), await Listed("?inactive=true"));
        wallet = (await Ask(HttpMethod.Get, $"/wallets/{id}")).With(200).Json;
        Assert.Equal(("Coffee", false), (Text(wallet, "name"), wallet["active"]!.GetValue<bool>()));
        Assert.NotNull(wallet["deleted_at"]);
        Assert.Equal("instance_not_found", Type(
            await Ask(HttpMethod.Patch, $"/wallets/{id}", """{"name":"Tea"}"""), 404));
    }

    [Fact]
    public async Task The_ledger_tells_every_line_once_in_either_order()
    {
        var taken = await product.Take("ledger");
        (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
        await product.Credited("ledger");
        var ledger = $"/wallets/{product.Facts.Wallet}/ledger";

        var newest = (await Ask(HttpMethod.Get, ledger + "?limit=1")).With(200).Json;
        var total = newest["total"]!.GetValue<long>();
        var line = newest["items"]![0]!;
        Assert.Equal(("credited", line["amount_msats"]!.GetValue<long>()), (
            Text(line, "type"), line["amount"]!["amount"]!.GetValue<long>()));
        var last = (await Ask(HttpMethod.Get, $"{ledger}?limit=1&offset={total - 1}&sort_order=ASC")).With(200).Json;
        Assert.Equal(line.ToJsonString(), last["items"]![0]!.ToJsonString());
        var beyond = (await Ask(HttpMethod.Get, $"{ledger}?offset={total}")).With(200).Json;
        Assert.Equal((0, total), (beyond["items"]!.AsArray().Count, beyond["total"]!.GetValue<long>()));

        var about = Text(line, "payment_id").ToUpperInvariant();
        var found = (await Ask(HttpMethod.Get, $"{ledger}?payment_id={about}")).With(200).Json;
        Assert.Equal(1, found["total"]!.GetValue<long>());
        var past = (await Ask(HttpMethod.Get, $"{ledger}?end_date=2020-01-01T00:00:00Z")).With(200).Json;
        Assert.Equal(0, past["total"]!.GetValue<long>());
        Assert.Equal("wallet_not_empty", Type(
            await Ask(HttpMethod.Delete, $"/wallets/{product.Facts.Wallet}"), 400));
    }

    [Fact]
    public async Task A_disabled_line_of_credit_takes_no_new_wallet_and_no_new_payment()
    {
        var (line, wallet) = (Guid.NewGuid(), Guid.NewGuid());
        (await product.Native(HttpMethod.Post, "/lines_of_credit", $$"""{"id":"{{line}}","limit":9000}""")).With(202);
        string Asked(Guid id) =>
            $$"""{"id":"{{id}}","line_of_credit_id":"{{line}}","name":"Tea","network":"mutinynet","limit":9000}""";
        (await Ask(HttpMethod.Post, "/wallets", Asked(wallet))).With(202);
        Assert.Equal("line_of_credit_cannot_allocate_wallet_limit", Type(
            await Ask(HttpMethod.Post, "/wallets", Asked(Guid.NewGuid())), 400));
        var sandbox = $"/lines_of_credit/{line}/sandbox";
        Assert.Equal("invalid_line_of_credit_limit", Type(
            await product.Native(HttpMethod.Patch, sandbox, """{"limit":8999}"""), 400));
        (await product.Native(HttpMethod.Patch, sandbox, """{"disable":true}""")).With(202);

        Assert.Equal("line_of_credit_disabled", Type(
            await Ask(HttpMethod.Post, "/wallets", Asked(Guid.NewGuid())), 400));
        var receive = $$"""
            {"id":"{{Guid.NewGuid()}}","wallet_id":"{{wallet}}","payment_kind":"bolt11",
            "amount_msats":1000,"currency":"btc"}
            """;
        Assert.Equal("invalid_payment", Type(await product.Native(HttpMethod.Post, "/payments", receive), 400));
        (await product.Native(HttpMethod.Patch, $"/lines_of_credit/{line}", """{"disabled":false}""")).With(202);
        (await product.Native(HttpMethod.Post, "/payments", receive)).With(202);
    }

    [Fact]
    public async Task A_line_that_waits_for_its_collateral_receives_and_does_not_send()
    {
        var (line, wallet) = (Guid.NewGuid(), Guid.NewGuid());
        (await product.Native(HttpMethod.Post, "/lines_of_credit", $$"""
            {"id":"{{line}}","limit":9000,"reconciliation_frequency":"monthly","anchor_date":"2026-01-31",
            "monthly_service_fee_msats":1000,"volume_fee_percentage":{"send":0.25,"receive":0.1},"grace_days":3}
            """)).With(202);
        (await Ask(HttpMethod.Post, "/wallets", $$"""
            {"id":"{{wallet}}","line_of_credit_id":"{{line}}","name":"Tea","network":"mutinynet","limit":9000}
            """)).With(202);
        (await product.Native(HttpMethod.Patch, $"/lines_of_credit/{line}", """
            {"collateral":{"mode":"secured","data":{"status":"pending_deposit","amount":{"amount":9000}}}}
            """)).With(202);

        var full = (await Ask(HttpMethod.Get, $"/lines_of_credit/{line}")).With(200).Json;
        Assert.Equal(("monthly", "2026-01-31", 1000, 14, 3), (
            Text(full, "reconciliation_frequency"),
            Text(full, "anchor_date"),
            full["monthly_service_fee_msats"]!.GetValue<int>(),
            full["payment_term_days"]!.GetValue<int>(),
            full["grace_days"]!.GetValue<int>()));
        Assert.Equal("""{"send":0.25,"receive":0.1}""", full["volume_fee_percentage"]!.ToJsonString());
        Assert.Equal($"""["{wallet}"]""", full["wallet_ids"]!.ToJsonString());
        Assert.Equal("""{"secured":"pending_deposit"}""", full["status"]!.ToJsonString());
        Assert.Equal(9000, full["collateral"]!["data"]!["amount"]!["amount"]!.GetValue<int>());
        Assert.Contains(
            full.ToJsonString(), (await Ask(HttpMethod.Get, "/lines_of_credit")).With(200).Json.ToJsonString());

        var receive = Guid.NewGuid();
        (await product.Native(HttpMethod.Post, "/payments", $$"""
            {"id":"{{receive}}","wallet_id":"{{wallet}}","payment_kind":"bolt11",
            "amount_msats":1000,"currency":"btc"}
            """)).With(202);
        var request = (await product.Native(HttpMethod.Get, $"/payments/{receive}")).With(200).Json;
        var send = $$"""
            {"id":"{{Guid.NewGuid()}}","wallet_id":"{{wallet}}","type":"bolt11","currency":"btc",
            "data":{"payment_request":"{{Text(request["data"]!, "payment_request")}}","max_fee_msats":1000}
            }
            """;
        var refused = (await product.Native(HttpMethod.Post, "/payments", send)).With(400).Json["error"]!;
        Assert.Equal(("invalid_payment", "line_of_credit_not_ready"), (Text(refused, "type"), Text(refused, "code")));
        (await product.Native(HttpMethod.Patch, $"/lines_of_credit/{line}", """
            {"collateral":{"mode":"secured","data":{"status":"secured"}}}
            """)).With(202);
        (await product.Native(HttpMethod.Post, "/payments", send)).With(202);
    }

    [Fact]
    public async Task What_is_not_offered_yet_says_so_and_there_are_no_assets()
    {
        Assert.Equal("feature_flag_disabled", Type(await Ask(HttpMethod.Get, "/bills"), 400));
        Assert.Equal("""{"assets":[]}""", (await Ask(HttpMethod.Get, "/assets")).With(200).Text);
    }

    [Fact]
    public async Task The_command_line_does_the_same()
    {
        string[] facts = ["--facts", fixture.Data.FactsFile];
        var id = Guid.NewGuid().ToString();
        string[] create = ["wallet", "create", id, "--name", "Tea", "--limit", "5", "--line", Line];
        Assert.Equal(0, (await Executable.Run([.. create, .. facts])).ExitCode);
        Assert.Contains("\"limit\":5,", (await Executable.Run(["wallet", "show", id, .. facts])).Output);
        Assert.Equal(0, (await Executable.Run(["wallet", "change", id, "--limit", "4", .. facts])).ExitCode);
        Assert.Equal(0, (await Executable.Run(["wallet", "delete", id, .. facts])).ExitCode);
        var listed = await Executable.Run(["payment", "list", "--status", "completed", "--limit", "1", .. facts]);
        Assert.Contains("\"limit\":1,", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await Executable.Run(["wallet", "list", .. facts])).Output);
        Assert.Contains(Line, (await Executable.Run(["line", "list", .. facts])).Output);
        string[] line =
        [
            "line", "create", id, "--limit", "5", "--frequency", "daily", "--anchor", "2026-01-05",
            "--service-fee", "7", "--send-fee", "0.5", "--payment-term", "3",
        ];
        Assert.Equal(0, (await Executable.Run([.. line, .. facts])).ExitCode);
        string[] collateral = ["--collateral", "verified", "--collateral-amount", "4"];
        Assert.Equal(0, (await Executable.Run(["line", "change", id, .. collateral, .. facts])).ExitCode);
        var shown = (await Executable.Run(["line", "show", id, "--full", .. facts])).Output;
        Assert.Contains("\"payment_term_days\":3,", shown);
        Assert.Contains("\"send\":0.5", shown);
        Assert.Contains("{\"verified\":\"verified\"}", shown);
        id = Guid.NewGuid().ToString();
        var refused = await Executable.Run(["line", "show", id, .. facts]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("line_of_credit_not_found", refused.Errors);
    }

    private string Line => product.Facts.Document["line_of_credit_id"]!.GetValue<string>();

    // Paths below the organization.
    private async Task<Answer> Ask(HttpMethod method, string path, string? body = null)
    {
        var organization = product.Facts.Environment.Split("/environments")[0];
        using var request = new HttpRequestMessage(method, organization + path);
        request.Headers.Add("X-Api-Key", product.Facts.ApiKey);
        request.Content = body is null
            ? null
            : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await product.Send(request);
    }

    private async Task<long> Allocated()
    {
        var line = (await Ask(HttpMethod.Get, $"/lines_of_credit/{Line}/summary")).With(200).Json;
        return line["allocated_limit"]!.GetValue<long>();
    }

    private async Task<string> Listed(string query) => (await Ask(HttpMethod.Get, "/wallets" + query)).With(200).Text;

    private static string Type(Answer answer, int status) => Text(answer.With(status).Json["error"]!, "type");

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
