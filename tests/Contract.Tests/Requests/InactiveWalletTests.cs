using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.Contracts.OpenApi;

namespace Fulgurite.Contracts.Requests;

/// <summary>What is left of a deleted wallet in what is counted.</summary>
public sealed class InactiveWalletTests
{
    [Fact]
    public async Task Payments_of_a_deleted_wallet_are_counted_only_where_that_is_asked_for()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", product.Facts.ApiKey);
        var organization = $"/v1/organizations/{product.Facts.OrganizationId}";
        var environment = $"{organization}/environments/{product.Facts.EnvironmentId}";
        var (wallet, payment) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        await Post(client, $"{organization}/wallets", new JsonObject
        {
            ["id"] = wallet, ["name"] = "Till", ["network"] = "mutinynet", ["limit"] = 0,
        });
        await Receive(payment, wallet);
        await Receive(Guid.NewGuid().ToString(), product.Facts.WalletId);
        await Post(client, $"{environment}/payments/{payment}/cancel", []);
        Assert.Equal((2, 1), await Counts(""));

        using var deleted = await client.DeleteAsync(new Uri($"{organization}/wallets/{wallet}", UriKind.Relative));
        Assert.Equal(202, (int)deleted.StatusCode);

        Assert.Equal((1, 0), await Counts(""));
        Assert.Equal((1, 0), await Counts("?include_inactive=false"));
        Assert.Equal((2, 1), await Counts("?include_inactive=true"));
        Assert.Equal(2, (await Get($"{environment}/payments"))["total"]!.GetValue<int>());

        async Task Receive(string id, string to) => await Post(client, $"{environment}/payments", new JsonObject
        {
            ["id"] = id, ["wallet_id"] = to, ["payment_kind"] = "bolt11", ["currency"] = "btc",
        });

        async Task<(int Environment, int Wallet)> Counts(string query) => (
            (await Get($"{environment}/payments/summary{query}"))["total_count"]!.GetValue<int>(),
            (await Get($"{organization}/wallets/{wallet}/payments/summary{query}"))["total_count"]!.GetValue<int>());

        async Task<JsonNode> Get(string path) =>
            JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!;
    }

    private static async Task Post(HttpClient client, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.Equal(202, (int)answer.StatusCode);
    }
}
