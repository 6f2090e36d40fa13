using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.Contracts.OpenApi;
using Fulgurite.Identity;

namespace Fulgurite.Contracts.Access;

/// <summary>
/// Every route of the native API, found by asking the running server, against every key that must not open it. A route
/// that is added is covered without a change here.
/// </summary>
public sealed class EveryRouteTests
{
    private const string CatchAll = "/v1/{**path}";

    [Fact]
    public async Task Every_route_says_what_it_asks_of_a_key()
    {
        await using var product = await SandboxProduct.Start();
        var routes = GuardedRoute.Of(product);

        Assert.True(routes.Count > 15, $"only {routes.Count} routes were found");
        Assert.Equal([$"ANY {CatchAll}"], routes.Where(r => r.Permission is null).Select(route => route.ToString()));
        Assert.All(routes.Where(r => !r.HasOrganization && r.Template != CatchAll), route =>
            Assert.Equal(Permission.Administrator, route.Permission));
    }

    [Fact]
    public async Task No_route_opens_without_a_key() =>
        await AssertAll(_ => true, _ => Task.FromResult<string?>(null), 400, "missing_credentials");

    [Fact]
    public async Task No_route_opens_to_a_key_that_is_not_ours() => await AssertAll(
        _ => true,
        _ => Task.FromResult<string?>("fulg_" + new string('a', 43)),
        401,
        "wrong_credentials");

    [Fact]
    public async Task No_route_opens_to_a_key_that_was_revoked() => await AssertAll(
        _ => true,
        async product => await product.Key(
            Keyring.Everything, key => key with { RevokedAt = product.Clock.GetUtcNow() }),
        401,
        "wrong_credentials");

    [Fact]
    public async Task No_route_opens_to_a_key_that_has_expired() => await AssertAll(
        _ => true,
        async product => await product.Key(
            Keyring.Everything, key => key with { ExpiresAt = product.Clock.GetUtcNow() }),
        401,
        "wrong_credentials");

    [Fact]
    public async Task No_route_opens_to_a_key_from_an_address_that_it_does_not_allow() => await AssertAll(
        _ => true,
        async product => await product.Key(Keyring.Everything, key => key with { ValidIps = [Range("192.0.2.0/24")] }),
        403,
        "access_rights",
        from: "198.51.100.1");

    [Fact]
    public async Task No_route_of_an_environment_opens_to_a_key_of_another_one() => await AssertAll(
        route => route.HasEnvironment,
        async product =>
        {
            _ = OrganizationId.TryParse(product.Facts.OrganizationId, out var organization);
            var other = new EnvironmentId(new Guid("22222222-2222-4222-8222-222222222222"));
            return await product.Key(other, organization, Keyring.Everything);
        },
        403,
        "access_rights");

    [Fact]
    public async Task No_route_of_an_organization_opens_to_a_key_of_another_one() => await AssertAll(
        route => route.HasOrganization,
        async product =>
        {
            var stranger = await product.Stranger();
            return await product.Key(stranger.Environment, stranger.Organization, Keyring.Everything);
        },
        403,
        "access_rights");

    // The key has every permission that does not come to the one that is asked for.
    [Theory]
    [MemberData(nameof(Permissions))]
    public async Task No_route_opens_to_a_key_that_lacks_the_permission(Permission permission) => await AssertAll(
        route => route.Permission == permission,
        async product => await product.Key([.. Keyring.Everything.Where(one => !Suffices(one, permission))]),
        403,
        "access_rights");

    // So that the tests above cannot pass because nothing opens.
    [Fact]
    public async Task Every_route_opens_to_its_permission_alone()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        foreach (var route in GuardedRoute.Of(product).Where(route => route.Permission is not null))
        {
            var key = await product.Key([route.Permission!.Value], k => k with { ValidIps = [Range("192.0.2.0/24")] });
            var (status, type, _) = await route.Call(client, product, key, from: "203.0.113.9, 192.0.2.1:55555");

            Assert.True(
                status is not (401 or 403) && type is not "missing_credentials", $"{route} answers {status} {type}");
        }
    }

    [Fact]
    public async Task Unknown_revoked_and_expired_keys_are_answered_alike()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        var now = product.Clock.GetUtcNow();
        string[] keys =
        [
            "fulg_nobody",
            new('x', 201),
            await product.Key(Keyring.Everything, key => key with { RevokedAt = now }),
            await product.Key(Keyring.Everything, key => key with { ExpiresAt = now }),
        ];
        var route = GuardedRoute.Of(product).First(route => route.HasEnvironment);
        var answers = new List<(int, string?, string)>();
        foreach (var key in keys)
        {
            answers.Add(await route.Call(client, product, key));
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_have_is_refused_with_those_that_it_has()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        string[] methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        foreach (var address in GuardedRoute.Of(product).Where(r => r.Permission is not null).GroupBy(r => r.Template))
        {
            foreach (var method in methods.Except(address.Select(route => route.Method)))
            {
                var (status, type, _) = await new GuardedRoute(method, address.Key, null).Call(client, product, null);

                // What one template does not take, another of the same form may, behind its own door.
                Assert.True(
                    (status, type) is (405, "method_not_allowed") or (400, "missing_credentials"),
                    $"{method} {address.Key} answers {status} {type}");
            }
        }
    }

    [Fact]
    public async Task No_other_spelling_of_a_route_opens_without_a_key()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        Func<string, string>[] spellings =
        [
            path => path + "/",
            path => path.ToUpperInvariant(),
            path => path.Replace("organizations", "%6Frganizations", StringComparison.Ordinal),
            path => path.Replace("/v1/", "/v1//", StringComparison.Ordinal),
            path => path.Replace("/v1/", "/v1/x/../", StringComparison.Ordinal),
        ];
        foreach (var route in GuardedRoute.Of(product).Where(route => route.Permission is not null))
        {
            foreach (var spell in spellings)
            {
                var other = route with { Template = spell(route.Template) };
                var (status, type, _) = await other.Call(client, product, null);
                Assert.True(
                    (status, type) is (400, "missing_credentials") or (404, "not_found"),
                    $"{other} answers {status} {type}");
            }
        }
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused_and_not_repeated()
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        var key = await product.Key(Keyring.Everything);
        var cases =
            from route in GuardedRoute.Of(product)
            from name in PathIds.Names
            let part = $"{{{name}}}"
            where route.Template.Contains(part, StringComparison.Ordinal)
            let template = route.Template.Replace(part, "<script>", StringComparison.Ordinal)
            select (route, route with { Template = template });
        foreach (var (route, wrong) in cases)
        {
            var (status, type, body) = await wrong.Call(client, product, key);
            Assert.True((status, type) == (400, "invalid_parameter"), $"{route} answers {status} {type}");
            Assert.DoesNotContain("script", body, StringComparison.Ordinal);
        }
    }

    public static TheoryData<Permission> Permissions => new(Keyring.Everything.Where(p => p != Permission.Owner));

    private static bool Suffices(Permission one, Permission asked) =>
        one == asked
        || (one, asked) == (Permission.Write, Permission.Receive)
        || (one == Permission.Owner && asked != Permission.Administrator);

    private static AddressRange Range(string text) =>
        AddressRange.TryParse(text, out var range) ? range : throw new ArgumentException(text);

    private static async Task AssertAll(
        Func<GuardedRoute, bool> applies,
        Func<SandboxProduct, Task<string?>> makeKey,
        int status,
        string type,
        string? from = null)
    {
        await using var product = await SandboxProduct.Start();
        using var client = new HttpClient { BaseAddress = product.Address };
        var key = await makeKey(product);
        var guarded = GuardedRoute.Of(product).Where(route => route.Permission is not null);
        foreach (var route in guarded.Where(route => applies(route)))
        {
            var answer = await route.Call(client, product, key, from);
            Assert.True((answer.Status, answer.Type) == (status, type), $"{route} answers {answer}");
        }
    }
}
