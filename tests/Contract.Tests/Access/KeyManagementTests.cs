using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.App.Cli;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Money;

namespace Fulgurite.Contracts.Access;

/// <summary>What a key can and cannot do to keys, and what an operator's first key opens.</summary>
public sealed class KeyManagementTests
{
    [Fact]
    public async Task A_key_never_gives_what_it_lacks()
    {
        await using var product = await SandboxProduct.Start();
        var manager = await product.Key([Permission.TeamManager, Permission.Read]);
        var keys = Environment(product) + "/api-keys";

        var (status, made) = await Send(
            product, HttpMethod.Post, keys, manager, """{"name":"k","permissions":["Read"]}""");
        Assert.Equal(201, status);
        var own = $"{keys}/{made!["id"]}";
        foreach (var permission in new[] { "Write", "Receive", "Billing", "Owner", "Administrator" })
        {
            var body = $$"""{"name":"k","permissions":["Read","{{permission}}"]}""";
            Assert.Equal(403, (await Send(product, HttpMethod.Post, keys, manager, body)).Status);
            Assert.Equal(403, (await Send(product, HttpMethod.Patch, own, manager, body)).Status);
        }
    }

    // It could else let a stolen key in from anywhere; taking away is never too much.
    [Fact]
    public async Task A_key_that_can_do_more_is_not_changed_and_may_be_revoked()
    {
        await using var product = await SandboxProduct.Start();
        var manager = await product.Key([Permission.TeamManager]);
        var (_, listed) = await Send(product, HttpMethod.Get, Environment(product) + "/api-keys", manager);
        var first = listed!.AsArray().Single(key => key!["name"]!.GetValue<string>() == "first key")!["id"];
        var path = $"{Environment(product)}/api-keys/{first}";

        Assert.Equal(403, (await Send(product, HttpMethod.Patch, path, manager, """{"valid_ips":[]}""")).Status);
        Assert.Equal(200, (await Send(product, HttpMethod.Delete, path, manager)).Status);
        Assert.Equal(401, (await Send(product, HttpMethod.Get, Environment(product), product.Facts.ApiKey)).Status);
    }

    [Fact]
    public async Task A_new_environments_key_is_no_wider_than_the_key_that_made_it()
    {
        await using var product = await SandboxProduct.Start();
        Assert.True(AddressRange.TryParse("127.0.0.0/8", out var here));
        var end = product.Clock.GetUtcNow().AddDays(1);
        var maker = await product.Key(
            [Permission.TeamManager, Permission.Read], key => key with { ValidIps = [here], ExpiresAt = end });
        var organization = $"/v1/organizations/{product.Facts.OrganizationId}";

        var (status, made) = await Send(
            product, HttpMethod.Post, organization + "/environments", maker, """{"name":"production"}""");
        var key = await product.Engine.Registry.FindApiKey(
            made!["api_key"]!.GetValue<string>(), CancellationToken.None);

        Assert.Equal(201, status);
        Assert.Equal([Permission.TeamManager, Permission.Read], key!.Permissions);
        Assert.Equal([here], key.ValidIps);
        Assert.Equal(end, key.ExpiresAt);
        Assert.NotEqual(product.Facts.EnvironmentId, key.Environment.ToString());
    }

    [Fact]
    public async Task A_list_of_environments_shows_a_reader_its_own_alone()
    {
        await using var product = await SandboxProduct.Start();
        var all = $"/v1/organizations/{product.Facts.OrganizationId}/environments";
        await Send(product, HttpMethod.Post, all, product.Facts.ApiKey, """{"name":"production"}""");

        var (_, seen) = await Send(product, HttpMethod.Get, all, await product.Key([Permission.Read]));
        var (_, managed) = await Send(product, HttpMethod.Get, all, product.Facts.ApiKey);

        Assert.Equal([product.Facts.EnvironmentId], seen!.AsArray().Select(e => e!["environment_id"]!.ToString()));
        Assert.Equal(2, managed!.AsArray().Count);
    }

    [Fact]
    public async Task The_operators_first_key_makes_organizations_and_moves_no_money()
    {
        await using var product = await SandboxProduct.Start();
        var (key, secret) = await OperatorKeyVerb.Make(
            product.Engine, "Operator", new BasisPoints(30), CancellationToken.None);

        var (status, made) = await Send(
            product, HttpMethod.Post, "/v1/organizations", secret.Reveal(), """{"name":"Shop"}""");
        var first = await product.Engine.Registry.FindApiKey(
            made!["api_key"]!.GetValue<string>(), CancellationToken.None);
        var environment = await product.Engine.Registry.FindEnvironment(first!.Environment, CancellationToken.None);

        Assert.Equal(201, status);
        Assert.Equal(ApiKey.Full, first.Permissions);
        Assert.Equal(new BasisPoints(30), environment!.DepositFee);
        Assert.DoesNotContain(key.Permissions, p => p is Permission.Write or Permission.Receive or Permission.Owner);
    }

    [Fact]
    public async Task Nothing_that_is_listed_or_logged_holds_a_key()
    {
        await using var product = await SandboxProduct.Start();
        var path = Environment(product) + "/api-keys";
        var (_, made) = await Send(
            product, HttpMethod.Post, path, product.Facts.ApiKey, """{"name":"k","permissions":["Read"]}""");
        var secret = made!["api_key"]!.GetValue<string>();
        var log = $"/v1/organizations/{product.Facts.OrganizationId}/audit-log";
        foreach (var read in new[] { path, $"{path}/{made["id"]}", log })
        {
            var (status, answer) = await Send(product, HttpMethod.Get, read, product.Facts.ApiKey);
            Assert.Equal(200, status);
            Assert.DoesNotContain(secret, answer!.ToJsonString());
            Assert.DoesNotContain(ApiKeyHash.Of(secret).Text, answer.ToJsonString());
            Assert.DoesNotContain("fulg_", answer.ToJsonString());
        }
    }

    private static string Environment(SandboxProduct product) =>
        $"/v1/organizations/{product.Facts.OrganizationId}/environments/{product.Facts.EnvironmentId}";

    private static async Task<(int Status, JsonNode? Body)> Send(
        SandboxProduct product, HttpMethod method, string path, string key, string? body = null)
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Api-Key", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }
}
