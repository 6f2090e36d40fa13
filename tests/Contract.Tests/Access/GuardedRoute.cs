using System.Text.Json.Nodes;
using Fulgurite.Access;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.Contracts.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fulgurite.Contracts.Access;

/// <summary>One method and path of the native API, as the running server maps it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path with names in braces.</param>
/// <param name="Permission">What it says it asks of a key; null where it says nothing.</param>
internal sealed record GuardedRoute(string Method, string Template, Permission? Permission)
{
    private const string SomeId = "ffffffff-ffff-4fff-8fff-ffffffffffff";

    /// <summary>Whether its path names an organization.</summary>
    public bool HasOrganization => Template.Contains("{organization}", StringComparison.Ordinal);

    /// <summary>Whether its path names an environment.</summary>
    public bool HasEnvironment => Template.Contains("{environment}", StringComparison.Ordinal);

    /// <summary>Every route under /v1.</summary>
    public static IReadOnlyList<GuardedRoute> Of(SandboxProduct product) =>
    [
        .. from endpoint in product.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints
           let route = (RouteEndpoint)endpoint
           let template = "/" + route.RoutePattern.RawText!.TrimStart('/')
           where template.StartsWith("/v1/", StringComparison.Ordinal)
           from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
           select new GuardedRoute(
               method, template, route.Metadata.GetMetadata<RequiredPermission>()?.Permission),
    ];

    /// <summary>Calls it in the sandbox's own environment; the status and the error's type.</summary>
    public async Task<(int Status, string? Type, string Body)> Call(
        HttpClient client, SandboxProduct product, string? key, string? from = null)
    {
        var path = string.Join('/', Template.Split('/').Select(part => part switch
        {
            "{organization}" => product.Facts.OrganizationId,
            "{environment}" => product.Facts.EnvironmentId,
            ['{', ..] => SomeId,
            _ => part,
        }));
        using var request = new HttpRequestMessage(new HttpMethod(Method), path);
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        var isError = (int)response.StatusCode >= 400;
        return ((int)response.StatusCode, isError ? TypeOf(body) : null, body);
    }

    public override string ToString() => $"{Method} {Template}";

    private static string? TypeOf(string body) => JsonNode.Parse(body)?["error"]?["type"]?.GetValue<string>();
}
