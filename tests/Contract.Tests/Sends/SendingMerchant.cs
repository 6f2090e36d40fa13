using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.App.Local;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Identity;
using Fulgurite.OnChain;

namespace Fulgurite.Contracts.Sends;

/// <summary>A merchant with money, who sends over the native API of a product whose node may have weather.</summary>
internal sealed class SendingMerchant : IAsyncDisposable
{
    /// <summary>Somebody's address.</summary>
    public const string Address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    private readonly HttpClient client;

    private SendingMerchant(SandboxProduct product, ChainWeather chain)
    {
        (Product, Chain) = (product, chain);
        client = new HttpClient { BaseAddress = product.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", product.Facts.ApiKey);
    }

    public SandboxProduct Product { get; }

    public ChainWeather Chain { get; }

    private SandboxFacts Facts => Product.Facts;

    private string Environment => $"/v1/organizations/{Facts.OrganizationId}/environments/{Facts.EnvironmentId}";

    /// <summary>Starts with so much money.</summary>
    public static async Task<SendingMerchant> Start(long sats = 1_000_000)
    {
        var chain = new ChainWeather();
        var merchant = new SendingMerchant(await SandboxProduct.Start(chain: chain.Over), chain);
        await merchant.Fund(await merchant.NewAddress(), sats);
        return merchant;
    }

    /// <summary>An address of the wallet.</summary>
    public async Task<string> NewAddress()
    {
        EnvironmentId.TryParse(Facts.EnvironmentId, out var environment);
        WalletId.TryParse(Facts.WalletId, out var wallet);
        var receiver = new ChainReceiver(environment, wallet, new InvoiceId(Guid.NewGuid()), default, null);
        return (await Product.Engine.OnChain.NewAddress.Execute(receiver, CancellationToken.None)).ToString();
    }

    /// <summary>Has a block mined, and what is in it booked.</summary>
    public async Task Mine()
    {
        await Sandbox("/sandbox/mine", """{"blocks":1}""");
        await Product.Engine.OnChain.Watch!.Execute(CancellationToken.None);
    }

    /// <summary>Sends; status and answer.</summary>
    public Task<(int Status, JsonNode? Body)> Send(
        string type, string data, Guid id, string? idempotencyKey = null, string more = "") => Call(
        HttpMethod.Post,
        "/payments",
        $$"""{"id":"{{id}}","wallet_id":"{{Facts.WalletId}}","type":"{{type}}","data":{{data}}{{more}}}""",
        idempotencyKey);

    /// <summary>Sends what must be taken, and takes it to its end or to where it gets stuck.</summary>
    public async Task<JsonNode> SendAndAdvance(string type, string data, string more = "")
    {
        var id = Guid.NewGuid();
        Assert.Equal((202, null), await Send(type, data, id, more: more));
        if ((await Read(id))["status"]!.GetValue<string>() == "sending")
        {
            await Product.Send();
        }

        return await Read(id);
    }

    /// <summary>A payment.</summary>
    public async Task<JsonNode> Read(Guid id) => (await Get($"/payments/{id}"))!;

    /// <summary>Anything of the environment.</summary>
    public async Task<JsonNode> Get(string path) => (await Call(HttpMethod.Get, path, null)).Body!;

    /// <summary>The wallet, or something of it.</summary>
    public async Task<JsonNode> Wallet(string path = "")
    {
        using var response = await client.GetAsync(
            new Uri($"/v1/organizations/{Facts.OrganizationId}/wallets/{Facts.WalletId}{path}", UriKind.Relative));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>Opens another wallet, which may go so far below zero.</summary>
    public async Task<Guid> OpenWallet(long limitMsats)
    {
        var id = Guid.NewGuid();
        var wallet = $$"""{"id":"{{id}}","name":"Second","network":"mutinynet","limit":{{limitMsats}}}""";
        using var content = new StringContent(wallet, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(
            new Uri($"/v1/organizations/{Facts.OrganizationId}/wallets", UriKind.Relative), content);
        Assert.Equal(202, (int)response.StatusCode);
        return id;
    }

    /// <summary>What can be spent.</summary>
    public async Task<long> Available() =>
        (await Wallet())["balances"]![0]!["available"]!["amount"]!.GetValue<long>();

    /// <summary>A call of the native API.</summary>
    public async Task<(int Status, JsonNode? Body)> Call(
        HttpMethod method, string path, string? body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, Environment + path);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>A call of the sandbox.</summary>
    public async Task<JsonNode> Sandbox(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Product.DisposeAsync();
    }

    private async Task Fund(string address, long sats)
    {
        await Sandbox("/sandbox/faucet", $$"""{"address":"{{address}}","amount_sats":{{sats}},"confirmations":1}""");
        await Product.Engine.OnChain.Watch!.Execute(CancellationToken.None);
    }
}
