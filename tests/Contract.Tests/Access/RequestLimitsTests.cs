using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.Contracts.OpenApi;

namespace Fulgurite.Contracts.Access;

/// <summary>How often keys may call, and how often an address may guess.</summary>
public sealed class RequestLimitsTests
{
    private static readonly Uri Path = new("callback-url", UriKind.Relative);

    [Fact]
    public async Task A_key_at_its_limit_is_told_when_to_come_back_and_no_other_key_waits()
    {
        await using var product = await SandboxProduct.Start(limits: new RequestLimits(5, 1));
        using var client = Client(product);
        var other = await product.Key([Permission.Read]);
        var statuses = new List<int>();
        for (var n = 0; n < 11; n++)
        {
            statuses.Add((await Get(client, product.Facts.ApiKey)).Status);
        }

        var refused = await Get(client, product.Facts.ApiKey);
        Assert.Equal([.. Enumerable.Repeat(200, 10), 429], statuses);
        Assert.Equal((429, "1"), refused);
        Assert.Equal(200, (await Get(client, other)).Status);
        product.Clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(200, (await Get(client, product.Facts.ApiKey)).Status);
        Assert.Equal(429, (await Get(client, product.Facts.ApiKey)).Status);
    }

    [Fact]
    public async Task A_thief_from_elsewhere_does_not_use_up_a_keys_calls()
    {
        await using var product = await SandboxProduct.Start(limits: new RequestLimits(5, 1));
        using var client = Client(product);
        Assert.True(AddressRange.TryParse("192.0.2.0/24", out var home));
        var key = await product.Key([Permission.Read], one => one with { ValidIps = [home] });
        for (var n = 0; n < 50; n++)
        {
            Assert.Equal(403, (await Get(client, key, "198.51.100.7")).Status);
        }

        Assert.Equal(200, (await Get(client, key, "192.0.2.1")).Status);
    }

    [Fact]
    public async Task An_address_that_guesses_is_not_heard_and_its_neighbours_go_on()
    {
        await using var product = await SandboxProduct.Start(limits: new RequestLimits(100, 1));
        using var client = Client(product);
        var fresh = await product.Key([Permission.Read]);
        Assert.Equal(200, (await Get(client, product.Facts.ApiKey)).Status);
        for (var n = 0; n < 20; n++)
        {
            Assert.Equal(401, (await Get(client, $"fulg_{n}")).Status);
        }

        Assert.Equal((429, "1"), await Get(client, "fulg_20"));
        Assert.Equal(429, (await Get(client, fresh)).Status);
        Assert.Equal(200, (await Get(client, product.Facts.ApiKey)).Status);
        Assert.Equal(200, (await Get(client, fresh, "198.51.100.7")).Status);
        product.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await Get(client, "fulg_21")).Status);
        Assert.Equal(429, (await Get(client, "fulg_22")).Status);
    }

    // Whoever has one IPv6 address has all of its network.
    [Fact]
    public async Task A_guesser_gains_nothing_by_the_addresses_of_its_network()
    {
        await using var product = await SandboxProduct.Start(limits: new RequestLimits(100, 1));
        using var client = Client(product);
        for (var n = 0; n < 20; n++)
        {
            Assert.Equal(401, (await Get(client, $"fulg_{n}", $"[2001:db8::{n:x}]:1")).Status);
        }

        Assert.Equal(429, (await Get(client, "fulg_x", "2001:db8::1:1")).Status);
        Assert.Equal(401, (await Get(client, "fulg_x", "2001:db8:0:1::1")).Status);
    }

    [Fact]
    public async Task A_denied_key_is_written_down_but_not_as_fast_as_it_calls()
    {
        await using var product = await SandboxProduct.Start();
        using var client = Client(product);
        var key = await product.Key([Permission.Receive]);
        for (var n = 0; n < 100; n++)
        {
            Assert.Equal(403, (await Get(client, key)).Status);
        }

        var found = await product.Engine.Registry.FindApiKey(key, CancellationToken.None);
        var told = await product.Engine.Keys.Audit.Newest(found!.Organization, null, 200, CancellationToken.None);
        var denied = told.Where(record => record.Action == AuditAction.RequestDenied).ToList();
        Assert.Equal(60, denied.Count);
        Assert.All(denied, record => Assert.Equal(
            ("permission", found.Id, "GET /v1/organizations/{organization}/environments/{environment}/callback-url"),
            (record.Detail, record.Actor.Key!.Value, record.Subject)));
    }

    private static HttpClient Client(SandboxProduct product)
    {
        var facts = product.Facts;
        return new HttpClient
        {
            BaseAddress = new Uri(
                product.Address, $"/v1/organizations/{facts.OrganizationId}/environments/{facts.EnvironmentId}/"),
        };
    }

    private static async Task<(int Status, string? RetryAfter)> Get(
        HttpClient client, string key, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Add("X-Api-Key", key);
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.RetryAfter?.ToString());
    }
}
