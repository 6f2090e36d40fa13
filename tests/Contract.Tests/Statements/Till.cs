using System.Globalization;
using System.Text.Json.Nodes;
using Fulgurite.App.Local;
using Fulgurite.Billing;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Identity;

namespace Fulgurite.Contracts.Statements;

/// <summary>A wallet, and what an integrator does with it.</summary>
/// <param name="product">Where.</param>
/// <param name="wallet">Which; the sandbox's first where it is not said.</param>
internal sealed class Till(SandboxProduct product, string? wallet = null) : IDisposable
{
    private const string Line = "77000000-0000-4000-8000-00000000000d";

    private readonly HttpClient http = new() { BaseAddress = product.Address };
    private int payments;

    /// <summary>What the wallet is reached with.</summary>
    public SandboxFacts Facts => product.Facts;

    private string Organization => $"/v1/organizations/{Facts.OrganizationId}";

    private string Environment => $"{Organization}/environments/{Facts.EnvironmentId}";

    private string Id => wallet ?? Facts.WalletId;

    private string Wallet => $"{Organization}/wallets/{Id}";

    /// <summary>A wallet under a line that is billed every day, at 1,000 sat a month and 0.1 % of volume.</summary>
    public static async Task<Till> Billed(SandboxProduct product)
    {
        var till = new Till(product, "77000000-0000-4000-8000-00000000000e");
        await till.Post($"{till.Environment}/lines_of_credit", new JsonObject
        {
            ["id"] = Line,
            ["limit"] = 1_000,
            ["reconciliation_frequency"] = "daily",
            ["anchor_date"] = "2026-01-01",
            ["monthly_service_fee_msats"] = 1_000_000,
            ["volume_fee_percentage"] = 0.1,
        });
        await till.Post($"{till.Organization}/wallets", new JsonObject
        {
            ["id"] = till.Id,
            ["name"] = "=Billed",
            ["network"] = "mutinynet",
            ["limit"] = 0,
            ["line_of_credit_id"] = Line,
        });
        return till;
    }

    /// <summary>Ends the day, and has it billed; the bill's id.</summary>
    public async Task<string> Bill()
    {
        var now = product.Clock.GetUtcNow();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        product.Clock.Advance(midnight.AddDays(1) + CloseCycles.Leeway - now);
        Assert.True(LineOfCreditId.TryParse(Line, out var line));
        await product.Engine.Billing.Run.Execute(
            new BillingOrder(line, null), null, product.Clock.GetUtcNow(), CancellationToken.None);
        return Fulgurite.Billing.Bill.IdOf(line, midnight).ToString();
    }

    /// <summary>What a call about a bill answers.</summary>
    public async Task<string> ReadBill(string bill, string query = "")
    {
        using var response = await Get($"{Organization}/bills/{bill}/statement{query}");
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 200, $"{bill} answers {response.StatusCode}: {text}");
        return text;
    }

    /// <summary>Receives over Lightning.</summary>
    public async Task Receive(long amountMsat, string description)
    {
        var id = $"77000000-0000-4000-8000-{++payments:D12}";
        var path = $"{Environment}/payments";
        await Post(path, new JsonObject
        {
            ["id"] = id,
            ["wallet_id"] = Id,
            ["currency"] = "btc",
            ["payment_kind"] = "bolt11",
            ["amount_msats"] = amountMsat,
            ["description"] = description,
        });
        var made = JsonNode.Parse(await (await Get($"{path}/{id}")).Content.ReadAsStringAsync())!;
        var invoice = made["data"]!["payment_request"]!.GetValue<string>();
        await Post("/sandbox/pay", new JsonObject { ["payment_request"] = invoice });
        await product.Settle(invoice);
    }

    /// <summary>Sends over Lightning.</summary>
    public async Task Send(long amountMsat, string outcome = "settle")
    {
        var issued = await Post("/sandbox/invoice", new JsonObject
        {
            ["amount_msat"] = amountMsat,
            ["outcome"] = outcome,
        });
        var request = JsonNode.Parse(issued)!["payment_request"]!.GetValue<string>();
        await Post("/sandbox/send", new JsonObject { ["payment_request"] = request });
        await product.Send();
    }

    /// <summary>What a call about the wallet answers.</summary>
    public Task<HttpResponseMessage> Ask(string path) => Get($"{Wallet}/{path}");

    /// <summary>The text of what a call about the wallet answers, which must be 200.</summary>
    public async Task<string> Read(string path)
    {
        using var response = await Ask(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 200, $"{path} answers {response.StatusCode}: {text}");
        return text;
    }

    /// <summary>Renames the wallet.</summary>
    public async Task Rename(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, Wallet);
        request.Content = Json(new JsonObject { ["name"] = name });
        request.Headers.Add("X-Api-Key", Facts.ApiKey);
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    /// <summary>Today by the product's clock.</summary>
    public string Today => product.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Api-Key", Facts.ApiKey);
        return await http.SendAsync(request);
    }

    private async Task<string> Post(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        request.Headers.Add("X-Api-Key", Facts.ApiKey);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path} answers {response.StatusCode}: {text}");
        return text;
    }

    private static StringContent Json(JsonObject body) =>
        new(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
}
