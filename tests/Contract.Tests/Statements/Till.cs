using System.Globalization;
using System.Text.Json.Nodes;
using Fulgurite.App.Local;
using Fulgurite.Contracts.OpenApi;

namespace Fulgurite.Contracts.Statements;

/// <summary>The sandbox's wallet, and what an integrator does with it.</summary>
internal sealed class Till(SandboxProduct product) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = product.Address };
    private int payments;

    /// <summary>What the wallet is reached with.</summary>
    public SandboxFacts Facts => product.Facts;

    private string Organization => $"/v1/organizations/{Facts.OrganizationId}";

    private string Wallet => $"{Organization}/wallets/{Facts.WalletId}";

    /// <summary>Receives over Lightning.</summary>
    public async Task Receive(long amountMsat, string description)
    {
        var id = $"00000000-0000-4000-8000-{++payments:D12}";
        var path = $"{Organization}/environments/{Facts.EnvironmentId}/payments";
        await Post(path, new JsonObject
        {
            ["id"] = id,
            ["wallet_id"] = Facts.WalletId,
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
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static StringContent Json(JsonObject body) =>
        new(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
}
