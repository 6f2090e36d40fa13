using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Lightning;

namespace Fulgurite.Contracts.Sends;

/// <summary>What a line of credit takes for payments, over the native API.</summary>
public sealed class ProcessingFeeTests
{
    private const string Line = "88000000-0000-4000-8000-00000000000d";
    private const string Wallet = "88000000-0000-4000-8000-00000000000e";

    // 33 basis points of 100,000,000 msat.
    [Fact]
    public async Task A_send_shows_its_fee_and_what_it_came_to()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", product.Facts.ApiKey);
        var organization = $"/v1/organizations/{product.Facts.OrganizationId}";
        var environment = $"{organization}/environments/{product.Facts.EnvironmentId}";

        await Post($"{environment}/lines_of_credit", new JsonObject
        {
            ["id"] = Line,
            ["limit"] = 1_000_000_000,
            ["processing_fee"] = new JsonObject { ["send_basis_points"] = 33 },
        });
        var line = await Get($"{organization}/lines_of_credit/{Line}");
        Assert.Equal(33, line["processing_fee"]!["send_basis_points"]!.GetValue<int>());
        await Post($"{organization}/wallets", new JsonObject
        {
            ["id"] = Wallet,
            ["name"] = "Tea",
            ["network"] = "mutinynet",
            ["limit"] = 1_000_000_000,
            ["line_of_credit_id"] = Line,
        });
        var invoice = await Post("/sandbox/invoice", new JsonObject { ["amount_msat"] = 100_000_000 });
        var id = Guid.NewGuid();
        await Post($"{environment}/payments", new JsonObject
        {
            ["id"] = id,
            ["wallet_id"] = Wallet,
            ["currency"] = "btc",
            ["type"] = "bolt11",
            ["data"] = new JsonObject { ["payment_request"] = invoice!["payment_request"]!.GetValue<string>() },
        });
        var sending = await Get($"{environment}/payments/{id}");
        Assert.Equal((33, 330_000), (
            sending["processing_fee"]!["basis_points"]!.GetValue<int>(), Msats(sending["processing_fee"]!["amount"]!)));
        Assert.Null(sending["payment_breakdown"]);
        var held = (await Get($"{organization}/wallets/{Wallet}"))["holds"]![0]!["amount"]!;
        Assert.Equal(100_000_000 + 1_000_000 + 330_000, Msats(held));
        await product.Send();

        var paid = await Get($"{environment}/payments/{id}");
        Assert.Equal("completed", paid["status"]!.GetValue<string>());
        var breakdown = paid["payment_breakdown"]!;
        Assert.Equal((100_000_000, 330_000), (Msats(breakdown["principal"]!), Msats(breakdown["processing_fee"]!)));
        Assert.Equal(Msats(breakdown["network_fee"]!), Msats(paid["data"]!["fees"]!));
        var balance = (await Get($"{organization}/wallets/{Wallet}"))["balances"]![0]!["available"]!;
        Assert.Equal(
            breakdown.AsObject().Sum(part => Msats(part.Value!)), Msats(balance));
        Assert.True(balance["negative"]!.GetValue<bool>());

        async Task<JsonNode> Get(string path) => JsonNode.Parse(await client.GetStringAsync(path))!;
        Task<JsonNode?> Post(string path, JsonObject body) => PostTo(client, path, body);
    }

    // 50 basis points of 1,000,001 msat are 5,000.005: the payer pays 1,005,001, and the wallet has 1,000,001.
    [Fact]
    public async Task A_receive_is_paid_with_its_fee_on_top()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", product.Facts.ApiKey);
        var organization = $"/v1/organizations/{product.Facts.OrganizationId}";
        var environment = $"{organization}/environments/{product.Facts.EnvironmentId}";
        await PostTo(client, $"{environment}/lines_of_credit", new JsonObject
        {
            ["id"] = Line,
            ["limit"] = 1_000,
            ["processing_fee"] = new JsonObject { ["receive_basis_points"] = 50 },
        });
        await PostTo(client, $"{organization}/wallets", new JsonObject
        {
            ["id"] = Wallet,
            ["name"] = "Tea",
            ["network"] = "mutinynet",
            ["limit"] = 0,
            ["line_of_credit_id"] = Line,
        });
        var id = Guid.NewGuid();
        var receive = new JsonObject
        {
            ["id"] = id,
            ["wallet_id"] = Wallet,
            ["currency"] = "btc",
            ["amount_msats"] = 1_000_001,
            ["payment_kind"] = "bolt11",
        };
        await PostTo(client, $"{environment}/payments", receive);

        var open = await Get($"{environment}/payments/{id}");
        Assert.Equal((1_000_001, 50, 5_000), (
            Msats(open["requested_amount"]!),
            open["processing_fee"]!["basis_points"]!.GetValue<int>(),
            Msats(open["processing_fee"]!["amount"]!)));
        var request = open["data"]!["payment_request"]!.GetValue<string>();
        Assert.True(Bolt11Invoice.TryDecode(request, out var invoice, out _));
        Assert.Equal(1_005_001, invoice.Amount!.Value.Value);
        await product.PayOperators(invoice);

        var paid = await Get($"{environment}/payments/{id}");
        var breakdown = paid["payment_breakdown"]!;
        Assert.Equal((1_000_001, 5_000), (Msats(breakdown["principal"]!), Msats(breakdown["processing_fee"]!)));
        var balance = (await Get($"{organization}/wallets/{Wallet}"))["balances"]![0]!["available"]!;
        Assert.Equal(1_000_001, Msats(balance));
        Assert.Empty((await product.Verify(new(Guid.Parse(Wallet)))).Findings);

        receive["id"] = Guid.NewGuid();
        receive.Remove("amount_msats");
        using var any = await client.PostAsJsonAsync($"{environment}/payments", receive);
        Assert.Equal(400, (int)any.StatusCode);

        async Task<JsonNode> Get(string path) => JsonNode.Parse(await client.GetStringAsync(path))!;
    }

    [Theory]
    [InlineData("""{"send_basis_points":-1}""")]
    [InlineData("""{"send_basis_points":10001}""")]
    [InlineData("""{"send_basis_points":5,"receive_basis_points":10001}""")]
    public async Task A_rate_that_is_none_is_refused(string rates)
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", product.Facts.ApiKey);
        var organization = $"/v1/organizations/{product.Facts.OrganizationId}";
        using var response = await client.PostAsJsonAsync(
            $"{organization}/environments/{product.Facts.EnvironmentId}/lines_of_credit",
            new JsonObject { ["id"] = Line, ["limit"] = 5, ["processing_fee"] = JsonNode.Parse(rates) });
        Assert.Equal(400, (int)response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        Assert.Equal("line_of_credit_not_valid", error["type"]!.GetValue<string>());
        Assert.Equal("processing_fee", error["context"]!["fields"]![0]!.GetValue<string>());
    }

    private static async Task<JsonNode?> PostTo(HttpClient client, string path, JsonObject body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path} answers {response.StatusCode}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static long Msats(JsonNode amount) => amount["amount"]!.GetValue<long>();
}
